package io.trivet.cli.log;

import io.trivet.storage.effect.DigestRange;
import io.trivet.storage.effect.EffectRecord;
import io.trivet.storage.value.Bytes;
import java.time.Instant;

/// An effect in words, on one line.
///
/// @param maxValueBytes of a value that are shown; 0: only its size
record EffectText(int maxValueBytes) {
  private static final int MAX_KEY_BYTES = 256;

  /// Type, key, and what becomes of it.
  String of(EffectRecord effect) {
    return switch (effect) {
      case EffectRecord.PutString put -> putString(put);
      case EffectRecord.PutCollection put -> putCollection(put);
      case EffectRecord.Delete e -> named("delete", e);
      case EffectRecord.SetExpiry e -> named("set expiry", e) + ", " + expiry(e.expiresAtMs());
      case EffectRecord.PutRange e ->
          "%s, from byte %d: %s".formatted(named("put range", e), e.offset(), quoted(e.value()));
      case EffectRecord.HashPut e ->
          "%s, %s: %s".formatted(named("put field", e), quoted(e.field()), quoted(e.value()));
      case EffectRecord.HashRemove e -> with(named("remove field", e), e.field());
      case EffectRecord.SetAdd e -> with(named("add member", e), e.member());
      case EffectRecord.SetRemove e -> with(named("remove member", e), e.member());
      case EffectRecord.ZSetPut e ->
          with(named("put member", e), e.member()) + ", score " + e.score();
      case EffectRecord.ZSetRemove e -> with(named("remove ranked member", e), e.member());
      case EffectRecord.ListPush e -> with(named("push " + side(e.first()), e), e.element());
      case EffectRecord.ListPop e -> named("pop " + side(e.first()), e) + ", " + e.count();
      case EffectRecord.ListSet e -> with(named("set element " + e.index(), e), e.element());
      case EffectRecord.ListInsert e -> with(named("insert at " + e.index(), e), e.element());
      case EffectRecord.ListRemove e ->
          with(named("remove elements", e), e.element()) + ", count " + e.count();
      case EffectRecord.ListTrim e ->
          "%s to [%d, %d)".formatted(named("trim", e), e.from(), e.to());
      case EffectRecord.AssignSpace e ->
          "database %d begins anew as space %d".formatted(e.database(), e.space());
      case EffectRecord.DigestMark e -> digestMark(e.range());
      case EffectRecord.DigestSum e ->
          "digest of the mark at %d: %016x of %d keys"
              .formatted(e.markSequence(), e.sum(), e.keys());
    };
  }

  private static String digestMark(DigestRange range) {
    return "digest is taken: slot %d, hash order [%d, %d)"
        .formatted(range.slot(), range.fromOrder(), range.toOrder());
  }

  private String putString(EffectRecord.PutString put) {
    return "%s: %s, %s, %s"
        .formatted(
            named("put string", put),
            quoted(put.value()),
            put.encoding().wireName(),
            expiry(put.expiresAtMs()));
  }

  private String putCollection(EffectRecord.PutCollection put) {
    long bytes = 0;
    for (EffectRecord.Row row : put.rows()) {
      bytes += row.row().length() + row.value().length();
    }
    return "%s: %d rows of %d bytes, %s, %s"
        .formatted(
            named("put " + put.type().wireName(), put),
            put.rows().size(),
            bytes,
            put.encoding().wireName(),
            expiry(put.expiresAtMs()));
  }

  private static String named(String what, EffectRecord effect) {
    return "%s %s in space %d"
        .formatted(what, QuotedText.of(effect.key(), MAX_KEY_BYTES), effect.space());
  }

  private String with(String words, Bytes member) {
    return words + ": " + quoted(member);
  }

  private String quoted(Bytes value) {
    return QuotedText.of(value, maxValueBytes);
  }

  private static String side(boolean first) {
    return first ? "first" : "last";
  }

  private static String expiry(long expiresAtMs) {
    return expiresAtMs == 0 ? "never expires" : "expires " + Instant.ofEpochMilli(expiresAtMs);
  }
}
