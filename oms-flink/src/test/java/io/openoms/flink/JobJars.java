package io.openoms.flink;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The jars of a job, from the class path of the test: all but Flink and what tests run by. */
final class JobJars {

  /** By which Flink loads them. */
  static final String LOADER = "org.apache.flink.util.ChildFirstClassLoader";

  private static final Pattern NEEDED =
      Pattern.compile(
          "(oms-|mysql-connector|HikariCP|guava|failureaccess|jspecify|h2-mvstore|zstd).*");

  private JobJars() {}

  /** Folders of classes become one jar in that directory. */
  static List<String> in(Path directory) throws IOException {
    List<String> jars = new ArrayList<>();
    Path own = directory.resolve("job.jar");
    Set<String> names = new HashSet<>();
    try (OutputStream file = Files.newOutputStream(own);
        JarOutputStream jar = new JarOutputStream(file)) {
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
        Path path = Path.of(entry);
        if (Files.isDirectory(path)) {
          addAll(jar, path, names);
        } else if (isOfJob(path)) {
          jars.add(entry);
        }
      }
    }
    jars.add(own.toString());
    return jars;
  }

  /** Whether an archive is one that a job brings. */
  static boolean isOfJob(Path archive) {
    return NEEDED.matcher(archive.getFileName().toString()).matches();
  }

  private static void addAll(JarOutputStream jar, Path folder, Set<String> names)
      throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      String name = folder.relativize(file).toString();
      if (isOurs(name) && names.add(name)) {
        jar.putNextEntry(new JarEntry(name));
        Files.copy(file, jar);
        jar.closeEntry();
      }
    }
  }

  private static boolean isOurs(String name) {
    return name.startsWith("io/openoms/") || name.startsWith("META-INF/services/io.openoms");
  }
}
