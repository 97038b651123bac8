package io.trivet.server.command;

/// Marks a handler that reads the words in place and writes its answer straight into the
/// connection's buffer, without an object a call. What it runs with is the dispatcher's affair: its
/// interface extends this one. The plain handler of the same spec is what it is tested against.
public interface InPlaceHandler {}
