puts "not copied"
