package io.trivet.raft.jraft;

import com.alipay.sofa.jraft.rpc.Connection;
import io.netty.channel.Channel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// An accepted connection, as the library sees it: something to close, with notes on it.
///
/// Threads: any.
final class PeerConnection implements Connection {

  private final Channel channel;
  private final Map<String, Object> notes = new ConcurrentHashMap<>();

  PeerConnection(Channel channel) {
    this.channel = channel;
  }

  Channel channel() {
    return channel;
  }

  @Override
  public @Nullable Object getAttribute(String key) {
    return notes.get(key);
  }

  @Override
  public void setAttribute(String key, Object value) {
    notes.put(key, value);
  }

  @Override
  public @Nullable Object setAttributeIfAbsent(String key, Object value) {
    return notes.putIfAbsent(key, value);
  }

  @Override
  public void close() {
    var _ = channel.close();
  }

  /// The address of the other side.
  @Override
  public String toString() {
    return String.valueOf(channel.remoteAddress());
  }
}
