package io.trivet.it.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Who may use whom.
///
/// The table is the document as well as the check: a package may use those above it and no other. A
/// package below a listed one (storage.value.packed) counts as that one, except that a new package
/// directly below a module's root needs a line of its own. Modules that must not meet at all, and
/// libraries that only one package may see, have a rule each.
final class LayeringTest {
  private static final String OURS = "io.trivet.";

  private static final List<String> TOP_DOWN =
      List.of(
          "storage",
          "storage.memory",
          "storage.disk",
          "storage.frame",
          "storage.value",
          "storage.effect",
          "storage.log",
          "storage.keyspace",
          "storage.checkpoint",
          "storage.image",
          "raft",
          "raft.group",
          "raft.meta",
          "raft.agent",
          "raft.jraft",
          "server.bytes",
          "server.time",
          "server.metrics",
          "server.config",
          "server.tls",
          "server.reply",
          "server.resp",
          "server.commit",
          "server.replication",
          "server.cluster",
          "server.acl",
          "server.pubsub",
          "server.command",
          "server.failover",
          "server.script",
          "server.command.*",
          "server.session",
          "server.dispatch",
          "server.net",
          "server",
          "cli");

  /// Beginnings of what may be called only where the world comes in: time, chance and waiting are
  /// parameters.
  private static final Set<String> WORLD =
      Set.of(
          "java.lang.System.nanoTime(",
          "java.lang.System.currentTimeMillis(",
          "java.time.Instant.now(",
          "java.time.Clock.system",
          "java.lang.Thread.sleep(",
          "java.lang.Math.random(",
          "java.util.Random.<init>()",
          "java.util.UUID.randomUUID(",
          "java.util.concurrent.ThreadLocalRandom.current(");

  private static final JavaClasses MAIN = SourceTree.mainClasses();

  @Test
  void packageUsesOnlyPackagesAboveIt() {
    check(classes().should(useOnlyPackagesAbove()));
  }

  @Test
  void packagesHaveNoCycles() {
    check(slices().matching("io.trivet.(**)").should().beFreeOfCycles());
  }

  @Test
  void storageAndRaftDoNotKnowEachOther() {
    check(
        noClasses()
            .that()
            .resideInAPackage("io.trivet.storage..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.trivet.raft.."));
    check(
        noClasses()
            .that()
            .resideInAPackage("io.trivet.raft..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.trivet.storage.."));
  }

  @Test
  void onlyTheServerAndItsClientsTalkToSockets() {
    check(
        noClasses()
            .that()
            .resideInAPackage("io.trivet.storage..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "java.net.."));
    check(
        noClasses()
            .that()
            .resideInAnyPackage(
                "io.trivet.raft",
                "io.trivet.raft.group..",
                "io.trivet.raft.meta..",
                "io.trivet.raft.agent..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "java.net.."));
  }

  @Test
  void onlyTheAdapterMeetsTheConsensusLibrary() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.trivet.raft.jraft..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.alipay..", "com.google.protobuf.."));
  }

  @Test
  void onlyStorageMeetsRocksDb() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.trivet.storage..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.rocksdb.."));
  }

  @Test
  void commandFamilyUsesNoOtherFamily() {
    check(slices().matching("io.trivet.server.command.(*)..").should().notDependOnEachOther());
  }

  @Test
  void commandLineSeesOfTheServerOnlyItsMain() {
    check(
        noClasses()
            .that()
            .resideInAPackage("io.trivet.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.trivet.server.*.."));
  }

  @Test
  void stateMachinesOfRaftHaveNoThreadAndNoFile() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(
                "io.trivet.raft.group..", "io.trivet.raft.meta..", "io.trivet.raft.agent..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "java.nio.file..",
                "java.nio.channels..",
                "java.util.concurrent",
                "java.util.concurrent.locks")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class));
  }

  @Test
  void timeAndChanceComeInThroughTheFrontDoor() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage("io.trivet.storage..", "io.trivet.raft..", "io.trivet.server.*..")
            .and()
            .resideOutsideOfPackages("io.trivet.server.time..", "io.trivet.raft.jraft..")
            .should()
            .accessTargetWhere(describe("reads the world", LayeringTest::readsTheWorld)));
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(MAIN);
  }

  private static boolean readsTheWorld(JavaAccess<?> access) {
    return WORLD.stream().anyMatch(access.getTarget().getFullName()::startsWith);
  }

  private static ArchCondition<JavaClass> useOnlyPackagesAbove() {
    return new ArchCondition<>("use only packages above their own in the table") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (level(type) < 0) {
          events.add(violated(type, type.getPackageName() + " has no line in LayeringTest"));
        }
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          if (level(dependency.getTargetClass()) > level(type)) {
            events.add(violated(type, dependency.getDescription()));
          }
        }
      }
    };
  }

  /// The line of a type's package in the table; -1 for a library, and for a package without a line.
  private static int level(JavaClass type) {
    JavaClass element = type.getBaseComponentType();
    if (!element.getPackageName().startsWith(OURS)) {
      return -1;
    }
    String name = element.getPackageName().substring(OURS.length());
    if (name.startsWith("cli.")) {
      return TOP_DOWN.indexOf("cli");
    }
    if (name.startsWith("server.command.")) {
      return TOP_DOWN.indexOf("server.command.*");
    }
    while (!TOP_DOWN.contains(name) && name.indexOf('.') != name.lastIndexOf('.')) {
      name = name.substring(0, name.lastIndexOf('.'));
    }
    return TOP_DOWN.indexOf(name);
  }
}
