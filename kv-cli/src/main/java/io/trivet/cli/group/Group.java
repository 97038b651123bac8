package io.trivet.cli.group;

import picocli.CommandLine.Command;

/// `kv group`: starts, shows, switches and stops a replication group.
@Command(
    name = "group",
    mixinStandardHelpOptions = true,
    description = "Runs a replication group on this machine, and looks at any group.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {GroupStart.class, GroupStatus.class, GroupFailover.class, GroupStop.class})
public final class Group {}
