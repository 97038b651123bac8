package io.trivet.server.commit;

/// Whether a node may let answers leave, whatever is committed: a primary of a group only while it
/// holds its lease (I22), or when it was confirmed since (I23).
///
/// Threads: any; asked after a request was executed and before its reply leaves.
public interface ReleasePermit {

  /// That of a node without a group: nobody else can be primary.
  ReleasePermit ALWAYS =
      new ReleasePermit() {
        @Override
        public long ask() {
          return 0;
        }

        @Override
        public boolean isGiven(long asked) {
          return true;
        }
      };

  /// Asks for what an answer needs that is made now.
  ///
  /// @return what to ask [#isGiven] with; 0 if only the moment counts at which it leaves. Does not
  ///   fall, but between 0 and others
  long ask();

  /// Whether the answer may leave at this moment. Looks at the clock now, not at what somebody
  /// noted before.
  boolean isGiven(long asked);
}
