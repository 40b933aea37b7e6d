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

  /** The installation directory of a kind, filled at first use. Blocks while others fill it. */
  static synchronized Path home(ServerKind kind) {
    String own = System.getenv("OPENOMS_" + kind.name() + "_HOME");
    if (own != null && !own.isEmpty()) {
      return Path.of(own);
    }
    Path home = Directories.cache().resolve(kind.directory());
    try {
      Files.createDirectories(home.getParent());
      Path lockFile = home.resolveSibling(kind.directory() + ".lock");
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (!lock.isValid()) {
          throw new IOException("Lost the lock " + lockFile);
        }
        kind.install(home);
      }
    } catch (IOException e) {
      throw new TestServerException("Cannot install " + kind + " into " + home, e);
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
