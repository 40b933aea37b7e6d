package io.openoms.testkit.internal;

import io.openoms.testkit.TestServerException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Installs a kind once for all processes of this user; a half installed one is never seen. */
final class ServerCache {
  private ServerCache() {}

  /** Fills a directory, unless it is complete; called under the cache's lock. */
  interface Installation {
    void install(Path home) throws IOException;
  }

  /** The installation directory of a kind, filled at first use. Blocks while others fill it. */
  static Path home(ServerKind kind) {
    return home(kind.name(), kind.directory(), kind::install);
  }

  /**
   * The installation directory of a server, filled at first use. Blocks while others fill it.
   *
   * @param name part of the name of the environment variable that gives another directory
   * @param directory its name in the cache
   */
  static synchronized Path home(String name, String directory, Installation installation) {
    String own = System.getenv("OPENOMS_" + name + "_HOME");
    if (own != null && !own.isEmpty()) {
      return Path.of(own);
    }
    Path home = Directories.cache().resolve(directory);
    try {
      Files.createDirectories(home.getParent());
      Path lockFile = home.resolveSibling(directory + ".lock");
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (!lock.isValid()) {
          throw new IOException("Lost the lock " + lockFile);
        }
        installation.install(home);
      }
    } catch (IOException e) {
      throw new TestServerException("Cannot install " + name + " into " + home, e);
    }
    return home;
  }

  /** Downloads, checks, unpacks; the directory appears complete or not at all. */
  static void installArchive(
      Path home, String archive, List<String> download, UnaryOperator<String> place)
      throws IOException {
    installArchive(home, archive, download, place, unpacked -> {});
  }

  /** What is left to do in a directory before it appears. */
  interface Finish {
    void accept(Path unpacked) throws IOException;
  }

  /** The same, with a last step before the directory appears. */
  static void installArchive(
      Path home, String archive, List<String> download, UnaryOperator<String> place, Finish finish)
      throws IOException {
    if (Files.isDirectory(home)) {
      return;
    }
    Path parts = home.resolveSibling(home.getFileName() + ".parts");
    Directories.remove(parts);
    Path unpacked = Files.createDirectories(parts.resolve("unpacked"));
    List<String> command = download.stream().map(a -> a.replace("{}", parts.toString())).toList();
    Command.run(parts.resolve("download.log"), Map.of(), Path.of("/dev/null"), command);
    Archive.verify(parts.resolve(archive));
    Archive.unpack(parts.resolve(archive), unpacked, place);
    finish.accept(unpacked);
    Files.move(unpacked, home, StandardCopyOption.ATOMIC_MOVE);
    Directories.remove(parts);
  }
}
