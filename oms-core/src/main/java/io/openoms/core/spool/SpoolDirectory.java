package io.openoms.core.spool;

import io.openoms.core.error.EngineError;
import io.openoms.core.file.PrivateFiles;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The directories and files of spools. They hold values of rows, so only their owner can read them:
 * 0700 and 0600, where the file system knows such permissions. A directory that is a link or
 * belongs to another user is refused. Stateless.
 */
public final class SpoolDirectory {

  /** Names of spools are made by this library; a stored one may have been changed. */
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /** How often a directory is emptied in which an engine that was overtaken begins files. */
  private static final int DELETE_ATTEMPTS = 100;

  private SpoolDirectory() {}

  /** Whether a stored text is the name of a spool, and not a path to something else. */
  public static boolean isId(String id) {
    return ID.matcher(id).matches();
  }

  /**
   * The directory of one spool.
   *
   * @param parent the directory of all spools
   * @param id the spool's name, as it is stored
   * @throws MigrationException STATE_DAMAGED when that is no name of a spool
   */
  public static Path of(Path parent, String id) {
    if (!isId(id)) {
      throw new MigrationException(
          EngineError.STATE_DAMAGED,
          ErrorContext.none(),
          "the bookkeeping names a spool that this library has not made; release the project, and"
              + " copy its tables anew");
    }
    return parent.resolve(id);
  }

  /** Makes a spool's directory, or checks the one that is there. */
  static void prepare(Path directory) throws IOException {
    if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      PrivateFiles.createDirectories(directory);
      return;
    }
    require(directory);
    PrivateFiles.close(directory);
  }

  /** Requires that a directory is the user's own, and no link. */
  static void require(Path directory) throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(directory + " is a link or a file, not a directory");
    }
    UserPrincipal owner = Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS);
    if (!owner.equals(user())) {
      throw new IOException(
          directory + " belongs to " + owner.getName() + "; set spoolDirectory to another one");
    }
  }

  /** Deletes a spool's directory, which must be the user's own, with all that is in it. */
  static void delete(Path directory) throws IOException {
    require(directory);
    int attempts = 1;
    while (!isDeleted(directory, attempts == DELETE_ATTEMPTS)) {
      attempts++;
    }
  }

  /** False when an engine that was overtaken has begun a file meanwhile. */
  private static boolean isDeleted(Path directory, boolean last) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    try {
      Files.deleteIfExists(directory);
      return true;
    } catch (DirectoryNotEmptyException e) {
      if (last) {
        throw e;
      }
      return false;
    }
  }

  /** The user that this process works as: what it makes belongs to that one. */
  private static UserPrincipal user() throws IOException {
    Path own = Files.createTempFile("openoms", ".user");
    try {
      return Files.getOwner(own);
    } finally {
      Files.deleteIfExists(own);
    }
  }

  /** Makes an empty file, unless it is there. */
  static void createFile(Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      PrivateFiles.createFile(file);
    }
  }
}
