// A folder that holds only headers still becomes a library.
