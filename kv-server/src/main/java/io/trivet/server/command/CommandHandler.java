package io.trivet.server.command;

/// What runs when a command is called. The kinds differ in what they may see, and so in where the
/// dispatcher runs them.
public sealed interface CommandHandler
    permits KeyspaceHandler,
        WholeKeyspaceHandler,
        BlockingHandler,
        SessionHandler,
        ServerHandler,
        DeferredHandler,
        FlowHandler,
        ContainerHandler {}
