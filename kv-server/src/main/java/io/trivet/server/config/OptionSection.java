package io.trivet.server.config;

import java.util.ArrayList;
import java.util.List;

/// Options that belong together, in the order of the reference.
public record OptionSection(String title, List<Option<?>> options) {
  /// A section of Redis's options that all lack an effect for one reason.
  static OptionSection withoutEffect(
      String title, String reason, List<OptionReadyDraft<?>> drafts) {
    List<Option<?>> options = new ArrayList<>();
    drafts.forEach(draft -> options.add(draft.hasNoEffect(reason)));
    return new OptionSection(title, List.copyOf(options));
  }

  /// Whether the server acts on these options.
  boolean hasEffect() {
    return options.stream().anyMatch(Option::hasEffect);
  }
}
