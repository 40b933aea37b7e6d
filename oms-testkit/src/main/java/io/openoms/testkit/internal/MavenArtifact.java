package io.openoms.testkit.internal;

import java.util.List;

/** An archive that lies in a Maven repository; the copy in the local repository stays there. */
final class MavenArtifact {
  private MavenArtifact() {}

  /** The command that copies it to the directory <code>{}</code>. */
  static List<String> copy(String coordinates) {
    return List.of(
        "mvn",
        "-B",
        "-q",
        "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy",
        "-Dartifact=" + coordinates,
        "-DoutputDirectory={}");
  }
}
