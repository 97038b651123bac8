package io.trivet.it.nemesis;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Moves a thread to another network namespace, as setns(2) does: sockets that it makes from then
/// on belong there, while the rest of the JVM stays where it was.
final class ThreadNamespace {
  private static final int READ_ONLY = 0;
  private static final int NETWORK = 0x4000_0000;
  private static final Linker LINKER = Linker.nativeLinker();

  private static final MethodHandle OPEN =
      function(
          "open",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
  private static final MethodHandle SETNS =
      function(
          "setns",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  private static final MethodHandle CLOSE =
      function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private ThreadNamespace() {}

  /// Moves the calling platform thread, for good.
  ///
  /// @param file that stands for the namespace, as `ip netns add` makes it
  /// @throws IllegalStateException if the system refuses
  static void enter(String file) {
    try (Arena arena = Arena.ofConfined()) {
      int descriptor = (int) OPEN.invokeExact(arena.allocateFrom(file), READ_ONLY);
      int result = (int) SETNS.invokeExact(descriptor, NETWORK);
      int closed = (int) CLOSE.invokeExact(descriptor);
      if (descriptor < 0 || result != 0 || closed != 0) {
        throw new IllegalStateException("cannot enter " + file + ": is this root?");
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle function(String name, FunctionDescriptor descriptor) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor);
  }
}
