package io.trivet.server.commit;

/// Whether a node may let answers leave at this moment, whatever is committed: a primary of a group
/// only while it holds its lease (I22).
///
/// Threads: any; asked after a request was executed and before its reply leaves.
@FunctionalInterface
public interface ReleasePermit {

  /// That of a node without a group: nobody else can be primary.
  ReleasePermit ALWAYS = () -> true;

  /// Looks at the clock now, not at what somebody noted before.
  boolean isGiven();
}
