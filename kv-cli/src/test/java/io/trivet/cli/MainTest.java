package io.trivet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

final class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void helpNamesTheSubcommandsOnStdout() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).startsWith("Usage: kv").contains("completion");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void versionNamesTheProductAndItsJava() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).startsWith("Trivet ").contains("Java 25");
  }

  @Test
  void missingSubcommandIsAUsageError() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).startsWith("kv: Missing required subcommand").contains("kv --help");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void mistypedSubcommandIsAUsageErrorWithASuggestion() {
    assertThat(run("completoin")).isEqualTo(2);
    assertThat(err.toString()).startsWith("kv: ").contains("completoin").contains("kv completion");
  }

  @Test
  void completionIsAScriptForKv() {
    assertThat(run("completion")).isZero();
    assertThat(out.toString()).startsWith("#!/usr/bin/env bash").contains("_complete_kv");
  }

  @Test
  void ioFailureIsOneLineWithoutAStackTrace() {
    assertThat(run("unreachable")).isEqualTo(1);
    assertThat(err.toString()).isEqualTo("kv: no answer from 127.0.0.1:6379\n");
  }

  private int run(String... args) {
    return Main.commandLine()
        .addSubcommand(new Unreachable())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  @Command(name = "unreachable")
  private static final class Unreachable implements Callable<Integer> {
    @Override
    public Integer call() throws IOException {
      throw new IOException("no answer from 127.0.0.1:6379");
    }
  }
}
