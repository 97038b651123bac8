package io.trivet.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaModifier;
import io.trivet.server.config.Option;
import io.trivet.server.config.Options;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// An option that says it has an effect is read by the code that has it: whoever adds one without a
/// reader hears of it here.
final class OptionsAreReadTest {
  private static final JavaClasses MAIN = SourceTree.mainClasses();

  /// Classes that read every option, or check it, without acting on it.
  private static final Set<String> NO_READERS = Set.of("ConfigRelations");

  /// Methods of the declaring class that only list.
  private static final Set<String> LISTS = Set.of("section", "<clinit>");

  @Test
  void everyOptionWithAnEffectIsReadByWhoeverHasIt() throws ReflectiveOperationException {
    List<String> unread = new ArrayList<>();
    List<Option<?>> named = new ArrayList<>();
    for (var type : MAIN) {
      if (type.getPackageName().equals("io.trivet.server.config")) {
        for (JavaField field : type.getFields()) {
          Option<?> option = option(field);
          if (option != null) {
            named.add(option);
            if (option.hasEffect() && !isRead(field)) {
              unread.add(option.name());
            }
          }
        }
      }
    }
    assertThat(unread).as("options that nobody reads").isEmpty();
    assertThat(Options.all())
        .filteredOn(Option::hasEffect)
        .as("options that nobody could read")
        .allMatch(named::contains);
    assertThat(named)
        .as("options without effect that somebody could read")
        .allMatch(Option::hasEffect);
  }

  private static Option<?> option(JavaField field) throws ReflectiveOperationException {
    if (!field.getRawType().isEquivalentTo(Option.class)
        || !field.getModifiers().contains(JavaModifier.STATIC)) {
      return null;
    }
    Field reflected = field.reflect();
    reflected.setAccessible(true);
    return (Option<?>) reflected.get(null);
  }

  private static boolean isRead(JavaField field) {
    return field.getAccessesToSelf().stream().anyMatch(access -> isReader(access, field));
  }

  /// The list of the options and its checks act on none.
  private static boolean isReader(JavaFieldAccess access, JavaField field) {
    boolean isOwn = access.getOriginOwner().equals(field.getOwner());
    return isOwn
        ? !LISTS.contains(access.getOrigin().getName())
        : !NO_READERS.contains(access.getOriginOwner().getSimpleName());
  }
}
