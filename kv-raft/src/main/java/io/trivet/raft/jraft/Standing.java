package io.trivet.raft.jraft;

import com.alipay.sofa.jraft.rpc.RpcRequests.ErrorResponse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How the group stands to a member without a directory, as another member answers it.
///
/// The answer is the code and the text of an ERROR message; the codes are none of the library's. On
/// the wire: never change, never reuse.
sealed interface Standing {

  /// The other one has no votes either.
  ///
  /// @param attempt of the other one
  record Fresh(UUID attempt) implements Standing {}

  /// The other one formed the group with this very attempt of the asker.
  record FoundedWithYou() implements Standing {}

  /// The group was formed without this attempt: an earlier one of the asker may have voted.
  record FoundedWithoutYou() implements Standing {}

  /// Code of an answer.
  int FRESH = 20_001;

  /// Code of an answer.
  int WITH_YOU = 20_002;

  /// Code of an answer.
  int WITHOUT_YOU = 20_003;

  /// As it is on the wire.
  default ErrorResponse encode() {
    return switch (this) {
      case Fresh(UUID attempt) -> response(FRESH, attempt.toString());
      case FoundedWithYou() -> response(WITH_YOU, "");
      case FoundedWithoutYou() -> response(WITHOUT_YOU, "");
    };
  }

  /// Reads what encode() wrote; null if it is something else.
  static @Nullable Standing decode(Object answer) {
    if (!(answer instanceof ErrorResponse response)) {
      return null;
    }
    try {
      return switch (response.getErrorCode()) {
        case FRESH -> new Fresh(UUID.fromString(response.getErrorMsg()));
        case WITH_YOU -> new FoundedWithYou();
        case WITHOUT_YOU -> new FoundedWithoutYou();
        default -> null;
      };
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static ErrorResponse response(int code, String text) {
    return ErrorResponse.newBuilder().setErrorCode(code).setErrorMsg(text).build();
  }
}
