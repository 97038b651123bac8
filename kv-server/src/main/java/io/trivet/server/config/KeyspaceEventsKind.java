package io.trivet.server.config;

import java.util.List;

/// Letters that name classes of keyspace events.
record KeyspaceEventsKind() implements ValueKind<KeyspaceEvents> {
  @Override
  public KeyspaceEvents parse(List<String> words, KeyspaceEvents current) throws BadValueException {
    KeyspaceEvents events = KeyspaceEvents.of(ValueKind.only(words));
    if (events == null) {
      throw new BadValueException("Invalid event class character. Use 'Ag$lshzxeKEtmdn'.");
    }
    return events;
  }

  @Override
  public String show(KeyspaceEvents value) {
    return value.letters();
  }

  @Override
  public String describe() {
    return "letters out of Ag$lshzxeKEtmdn";
  }
}
