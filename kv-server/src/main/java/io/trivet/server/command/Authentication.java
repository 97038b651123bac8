package io.trivet.server.command;

import io.trivet.storage.value.Bytes;

/// Who may come in: one user, `default`, with a password or without.
///
/// Threads: any.
public interface Authentication {
  /// The name of the one user.
  Bytes USER = Bytes.utf8("default");

  /// Whether clients have to give a password.
  boolean isRequired();

  /// Whether the user may come in with this password. Takes the same time whatever is wrong with
  /// it.
  boolean accepts(Bytes user, Bytes password);

  /// Wrong passwords and users since the start.
  long failures();

  /// Notes that a client at an address gave a wrong password. Returns for how long its answer is to
  /// be held back, in milliseconds: 0 for the first few, so that nobody can try many passwords.
  long failed(String address);
}
