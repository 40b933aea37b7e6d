package io.openoms.core.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Directories and files that only their owner can read: 0700 and 0600, where the file system knows
 * such permissions. Stateless.
 */
public final class PrivateFiles {

  private static final Set<PosixFilePermission> OWNER_ALL =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OWNER_FILE =
      PosixFilePermissions.fromString("rw-------");

  private PrivateFiles() {}

  /** Makes a directory and those above it. */
  public static void createDirectories(Path directory) throws IOException {
    Files.createDirectories(directory, only(directory, OWNER_ALL));
  }

  /** Makes a directory; false when something of that name is there. */
  public static boolean createDirectory(Path directory) throws IOException {
    try {
      Files.createDirectory(directory, only(directory, OWNER_ALL));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /** Takes a directory's permissions from all others. */
  public static void close(Path directory) throws IOException {
    if (isPosix(directory)) {
      Files.setPosixFilePermissions(directory, OWNER_ALL);
    }
  }

  /**
   * Makes an empty file.
   *
   * @throws java.nio.file.FileAlreadyExistsException when something of that name is there
   */
  public static void createFile(Path file) throws IOException {
    Files.createFile(file, only(file, OWNER_FILE));
  }

  private static FileAttribute<?>[] only(Path path, Set<PosixFilePermission> permissions) {
    return isPosix(path)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
