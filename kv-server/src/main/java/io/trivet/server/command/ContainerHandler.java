package io.trivet.server.command;

/// The handler of a command that is only the first word of its subcommands. It is never run.
public enum ContainerHandler implements CommandHandler {
  CONTAINER
}
