package io.trivet.cli;

import picocli.CommandLine.IVersionProvider;

/// What `kv --version` answers: the release, read from the manifest of the jar, and the Java it
/// runs on.
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    var release = Main.class.getPackage().getImplementationVersion();
    return new String[] {
      "Trivet " + (release == null ? "(unpackaged)" : release), "Java " + Runtime.version()
    };
  }
}
