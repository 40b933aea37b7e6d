package io.openoms.core.verify.report;

import io.openoms.spi.CorrectionScript;
import io.openoms.spi.data.TableDefinition;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files of one table, made with its first difference: {@code NAME.keys.csv}, unless the table
 * has no key, and {@code NAME.correction.sql}, where the sink writes scripts. Thread-safe; blocks
 * on the disk.
 */
public final class TableFiles {

  private final ReportDirectory directory;
  private final TableDefinition table;
  private final List<String> key;
  private final Optional<CorrectionScript> script;
  private @Nullable KeyFile keys;
  private @Nullable CorrectionFile corrections;
  private boolean isOpen;

  TableFiles(
      ReportDirectory directory,
      TableDefinition table,
      List<String> key,
      Optional<CorrectionScript> script) {
    this.directory = directory;
    this.table = table;
    this.key = List.copyOf(key);
    this.script = script;
  }

  /**
   * Adds a row that differs.
   *
   * @throws io.openoms.error.MigrationException REPORT_NOT_WRITTEN
   */
  public synchronized void add(Correction correction) {
    directory.writing(
        () -> {
          open();
          if (keys != null) {
            keys.add(correction.difference());
          }
          if (corrections != null) {
            corrections.add(correction);
          }
        });
  }

  private void open() throws IOException {
    if (isOpen) {
      return;
    }
    isOpen = true;
    String name = directory.name(table.name());
    if (!key.isEmpty()) {
      keys = new KeyFile(key, directory.make().resolve(name + ".keys.csv"));
    }
    if (script.isPresent()) {
      corrections =
          new CorrectionFile(
              script.get(), table, directory.make().resolve(name + ".correction.sql"));
    }
  }

  /**
   * Ends the files. Further calls do nothing.
   *
   * @throws io.openoms.error.MigrationException REPORT_NOT_WRITTEN
   */
  public synchronized void finish() {
    KeyFile ofKeys = keys;
    CorrectionFile ofCorrections = corrections;
    keys = null;
    corrections = null;
    directory.writing(
        () -> {
          if (ofKeys != null) {
            ofKeys.finish();
          }
          if (ofCorrections != null) {
            ofCorrections.finish();
          }
        });
  }
}
