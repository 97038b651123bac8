package io.trivet.raft.jraft;

import com.alipay.sofa.jraft.option.RpcOptions;
import com.alipay.sofa.jraft.rpc.RaftRpcFactory;
import com.alipay.sofa.jraft.rpc.RpcClient;
import com.alipay.sofa.jraft.rpc.RpcServer;
import com.alipay.sofa.jraft.util.Endpoint;
import com.alipay.sofa.jraft.util.SPI;

/// Makes the library use our peer port instead of its own: found as a service, before its default.
///
/// The library makes one for the whole process, so it holds nothing; the transport of a client
/// comes with the `PeerNodeOptions` of its node. Servers are made by hand.
///
/// Threads: any.
@SPI(priority = 100)
public final class NettyRpcFactory implements RaftRpcFactory {

  /// For the service loader of the library.
  public NettyRpcFactory() {}

  /// Nothing to do: `RpcMessageType` lists what is decoded.
  @Override
  public void registerProtobufSerializer(String className, Object... args) {}

  @Override
  public ConfigHelper<RpcClient> defaultJRaftClientConfigHelper(RpcOptions options) {
    if (options instanceof PeerNodeOptions node) {
      return new TransportChoice(node.transport());
    }
    throw new IllegalArgumentException("no transport in " + options.getClass().getName());
  }

  @Override
  public RpcClient createRpcClient(ConfigHelper<RpcClient> choice) {
    if (choice instanceof TransportChoice(PeerTransport transport)) {
      return new NettyRpcClient(transport);
    }
    throw new IllegalArgumentException("no transport for a client");
  }

  @Override
  public RpcServer createRpcServer(Endpoint endpoint, ConfigHelper<RpcServer> choice) {
    throw new UnsupportedOperationException("peer ports are bound by hand, not at " + endpoint);
  }

  /// Carries the transport from a node's options to its client.
  private record TransportChoice(PeerTransport transport) implements ConfigHelper<RpcClient> {

    @Override
    public void config(RpcClient client) {}
  }
}
