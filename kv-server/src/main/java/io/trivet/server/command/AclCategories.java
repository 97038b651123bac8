package io.trivet.server.command;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Derives access categories from flags and group, by the rules of Redis 7.
final class AclCategories {
  private AclCategories() {}

  static Set<AclCategory> of(
      Set<CommandFlag> flags, @Nullable AclCategory ofGroup, Set<AclCategory> added) {
    EnumSet<AclCategory> all = EnumSet.noneOf(AclCategory.class);
    all.addAll(added);
    if (ofGroup != null) {
      all.add(ofGroup);
    }
    if (flags.contains(CommandFlag.WRITE)) {
      all.add(AclCategory.WRITE);
    }
    // Scripts that only read are not data reads.
    if (flags.contains(CommandFlag.READONLY) && !all.contains(AclCategory.SCRIPTING)) {
      all.add(AclCategory.READ);
    }
    if (flags.contains(CommandFlag.ADMIN)) {
      all.add(AclCategory.ADMIN);
      all.add(AclCategory.DANGEROUS);
    }
    if (flags.contains(CommandFlag.PUBSUB)) {
      all.add(AclCategory.PUBSUB);
    }
    if (flags.contains(CommandFlag.BLOCKING)) {
      all.add(AclCategory.BLOCKING);
    }
    all.add(flags.contains(CommandFlag.FAST) ? AclCategory.FAST : AclCategory.SLOW);
    return all;
  }
}
