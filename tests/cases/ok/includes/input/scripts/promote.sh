#!/bin/sh
set -eu
# ANCHOR: stop
mysql -h "$PRIMARY" -e 'SET GLOBAL read_only = ON'
# ANCHOR_END: stop

mysql -h "$REPLICA" -e 'STOP REPLICA'
mysql -h "$REPLICA" -e 'SET GLOBAL read_only = OFF'
