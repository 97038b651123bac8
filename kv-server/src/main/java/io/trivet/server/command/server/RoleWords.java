package io.trivet.server.command.server;

import io.trivet.server.command.GroupFacts.Failover;
import io.trivet.server.command.GroupFacts.LinkState;
import io.trivet.server.command.GroupFacts.Role;
import io.trivet.server.command.GroupFacts.StandbyState;

/// Redis's words for roles and states, for ROLE and INFO. A voter is what Redis calls a Sentinel.
final class RoleWords {
  private RoleWords() {}

  static String role(Role role) {
    return switch (role) {
      case PRIMARY -> "master";
      case STANDBY -> "slave";
      case VOTER -> "sentinel";
    };
  }

  static String link(LinkState state) {
    return switch (state) {
      case NONE -> "connect";
      case CONNECTING -> "connecting";
      case COPYING -> "sync";
      case CONNECTED -> "connected";
    };
  }

  static String standby(StandbyState state) {
    return switch (state) {
      case JOINING -> "wait_bgsave";
      case COPYING -> "send_bulk";
      case ONLINE -> "online";
    };
  }

  static String failover(Failover state) {
    return switch (state) {
      case NONE -> "no-failover";
      case WAITING_FOR_STANDBY -> "waiting-for-sync";
      case HANDING_OVER -> "failover-in-progress";
    };
  }
}
