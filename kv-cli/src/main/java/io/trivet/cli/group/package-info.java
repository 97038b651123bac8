/// `kv group`: a replication group of three on this machine, and a look at any group.
///
/// It knows the configuration files that it writes, processes, and what members say of themselves
/// in INFO; it decides nothing of what the group does. Main types: [Group], the subcommands;
/// [LocalGroup], the folder of a group of this machine; [GroupView], what all members say.
///
/// Threads: the main one.
@NullMarked
package io.trivet.cli.group;

import org.jspecify.annotations.NullMarked;
