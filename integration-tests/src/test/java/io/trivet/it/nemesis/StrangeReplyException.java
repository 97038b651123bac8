package io.trivet.it.nemesis;

import java.io.IOException;

/// An answer that no request of these workloads should get.
final class StrangeReplyException extends IOException {
  private static final long serialVersionUID = 1;

  StrangeReplyException(String text) {
    super(text);
  }
}
