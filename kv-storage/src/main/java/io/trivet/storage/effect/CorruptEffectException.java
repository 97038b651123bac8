package io.trivet.storage.effect;

/// The payload of a frame is no sequence of effects, although its checksum is right: it was written
/// by a newer version, or by a bug.
public final class CorruptEffectException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public CorruptEffectException(String message) {
    super(message);
  }
}
