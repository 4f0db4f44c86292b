// Only here to be included: files of this kind are not copied.
max_connections = 500
