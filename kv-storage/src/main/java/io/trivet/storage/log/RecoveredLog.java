package io.trivet.storage.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What recovery found and did.
///
/// @param endSequence where the log goes on; everything below it is durable
/// @param epochs the epoch table
/// @param segments the first sequences of the segments that are left, in order
/// @param last the segment that ends at `endSequence`; null if there is none
/// @param consistentFromSequence what the log must reach before the state is whole; 0: it is
/// @param report the same for people
record RecoveredLog(
    long endSequence,
    EpochTable epochs,
    List<Long> segments,
    @Nullable WalSegment last,
    long consistentFromSequence,
    RecoveryReport report) {}
