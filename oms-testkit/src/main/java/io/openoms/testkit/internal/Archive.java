package io.openoms.testkit.internal;

import io.openoms.testkit.TestServerException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A downloaded archive in zip format: checked against the pinned checksum before it is unpacked.
 */
final class Archive {
  private Archive() {}

  /**
   * Refuses an archive whose SHA-256 is not the pinned one, and one that is not pinned.
   *
   * @param archive the file, pinned under its name
   * @throws TestServerException naming both checksums
   */
  static void verify(Path archive) throws IOException {
    verify(archive, "pinned.properties");
  }

  /** The same by another list, a resource of this package. */
  static void verify(Path archive, String list) throws IOException {
    String name = archive.getFileName().toString();
    String pinned = pinned(list).getProperty(name);
    String actual = sha256(archive);
    if (!actual.equals(pinned)) {
      throw new TestServerException(name + " has SHA-256 " + actual + ", pinned is " + pinned);
    }
  }

  /** The checksums of a list, by the name of the archive. */
  static Properties pinned(String list) throws IOException {
    Properties pinned = new Properties();
    try (InputStream in = Archive.class.getResourceAsStream(list)) {
      pinned.load(in);
    }
    return pinned;
  }

  /**
   * Unpacks some entries; every file becomes executable, because the archives lose that bit.
   *
   * @param target root of the files
   * @param place relative path of an entry's file by the entry's name; null leaves the entry out
   */
  static void unpack(Path archive, Path target, UnaryOperator<String> place) throws IOException {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        String relative = entry.isDirectory() ? null : place.apply(entry.getName());
        if (relative == null) {
          continue;
        }
        Path file = target.resolve(relative).normalize();
        if (!file.startsWith(target)) {
          throw new TestServerException("Entry leaves the archive: " + entry.getName());
        }
        Files.createDirectories(file.getParent());
        try (InputStream in = zip.getInputStream(entry)) {
          Files.copy(in, file);
        }
        if (!file.toFile().setExecutable(true, false)) {
          throw new IOException("Cannot make executable: " + file);
        }
      }
    }
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
