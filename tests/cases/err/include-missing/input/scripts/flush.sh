# ANCHOR: dry-run
redis-cli --scan --pattern 'session:*' | head
# ANCHOR_END: dry-run
