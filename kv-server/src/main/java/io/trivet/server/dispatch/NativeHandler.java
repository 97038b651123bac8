package io.trivet.server.dispatch;

import io.netty.buffer.ByteBuf;
import io.trivet.server.command.InPlaceHandler;
import io.trivet.server.resp.Request;
import io.trivet.storage.keyspace.KeyspaceTxn;

/// A hot command that reads its words in place and writes its answer into the connection's buffer,
/// without garbage. Word 1 is its only key, whose slot the dispatcher has locked.
///
/// It must answer exactly as the plain handler of its spec does; what it leaves, that one takes.
@FunctionalInterface
public interface NativeHandler extends InPlaceHandler {

  /// Executes the request and answers; or does nothing and returns false, so that the plain handler
  /// takes the request (options, errors).
  ///
  /// @param slot of the key
  boolean execute(Request request, int slot, KeyspaceTxn txn, ByteBuf out, int protocol);
}
