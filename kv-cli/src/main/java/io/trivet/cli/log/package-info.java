/// `kv log`: looks into the files of a node's log, which may run or not.
///
/// It reads and never writes. Main types: [io.trivet.cli.log.Show] is the subcommand,
/// [io.trivet.cli.log.EffectText] says an effect in words.
///
/// Threads: the main one.
@NullMarked
package io.trivet.cli.log;

import org.jspecify.annotations.NullMarked;
