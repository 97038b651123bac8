package io.trivet.it.nemesis;

import io.trivet.it.process.NodeProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/// Nodes of Trivet from configuration files, as an operator would start them: a single node on a
/// ground of one, a group of primary, standby and voter on a ground of three.
///
/// Sizes and times of the storage are chosen by the seed, small enough that segments roll and
/// checkpoints happen within a run. Threads: the test thread.
public final class TrivetNodes implements Target {
  private static final int DATA_HEAP_MB = 256;
  private static final int VOTER_HEAP_MB = 96;
  private static final int VOTER = 3;

  private static final List<List<String>> SETTINGS =
      List.of(
          List.of("appendfsync", "everysec", "everysec", "always"),
          List.of("wal-segment-size", "1mb", "4mb", "16mb"),
          List.of("checkpoint-interval-ms", "250", "1000", "10000"),
          List.of("wal-keep-size", "0", "1mb", "256mb"),
          List.of("confirmed-reads", "no", "no", "yes"));

  private final String name;
  private final List<Member> members = new ArrayList<>();

  /// On machines that cannot fail.
  ///
  /// @param chosen lines of the configuration, the same for all members but for the name of the
  ///   member, `n1` and so on, in the place of `MEMBER`
  public TrivetNodes(Ground ground, Path folder, List<String> chosen) {
    this(ground, folder, Set.of(), chosen);
  }

  /// @param kinds of faults that it must be possible to do
  /// @param seed chooses the settings
  TrivetNodes(Ground ground, Path folder, Set<FaultKind> kinds, long seed) {
    this(ground, folder, kinds, chosen(new Random(seed)));
  }

  /// @param chosen lines of the configuration, the same for all members
  TrivetNodes(Ground ground, Path folder, Set<FaultKind> kinds, List<String> chosen) {
    boolean isGroup = ground.members() > 1;
    this.name =
        (isGroup ? "trivet group, " : "trivet node, ")
            + (chosen.isEmpty() ? "plain" : chosen.getFirst());
    for (int number = 1; number <= ground.members(); number++) {
      Path data = folder.resolve("n" + number);
      List<String> lines = new ArrayList<>();
      for (String line : chosen) {
        lines.add(line.replace("MEMBER", "n" + number));
      }
      lines.addAll(own(ground, number, data));
      if (isGroup) {
        lines.addAll(group(ground, number));
      }
      Path file = folder.resolve("n" + number + ".conf");
      write(file, lines);
      int heapMb = number == VOTER ? VOTER_HEAP_MB : DATA_HEAP_MB;
      List<String> command = Command.behind(NodeProcess.command(heapMb), List.of(file.toString()));
      members.add(member(ground, number, data, command, kinds));
    }
  }

  private static Member member(
      Ground ground, int number, Path data, List<String> command, Set<FaultKind> kinds) {
    if (kinds.stream().noneMatch(FaultKind::isOfMachines)) {
      return new Member(number, ground.at(number, command), data);
    }
    FaultyMachine machine = new FaultyMachine(data);
    return new Member(number, ground.at(number, machine.under(command)), data, machine);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Member> members() {
    return members;
  }

  @Override
  public void start() {
    members.forEach(Member::start);
  }

  @Override
  public boolean isGroup() {
    return members.size() > 1;
  }

  private static List<String> chosen(Random random) {
    return SETTINGS.stream()
        .map(setting -> setting.getFirst() + " " + setting.get(1 + random.nextInt(3)))
        .toList();
  }

  private static List<String> own(Ground ground, int number, Path data) {
    InetSocketAddress address = ground.client(number);
    return List.of(
        "port " + address.getPort(),
        "bind " + address.getHostString(),
        "protected-mode no",
        "metrics-port 0",
        "enable-debug-command yes",
        "dir " + data);
  }

  private static List<String> group(Ground ground, int number) {
    List<String> lines = new ArrayList<>(List.of("node-id n" + number));
    IntStream.rangeClosed(1, ground.members())
        .mapToObj(member ->
            "group-member n%d %s %s %s"
                .formatted(
                    member,
                    member == VOTER ? "voter" : "data",
                    text(ground.client(member)),
                    text(ground.peer(member))))
        .forEach(lines::add);
    return lines;
  }

  private static String text(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }

  private static void write(Path file, List<String> lines) {
    try {
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
