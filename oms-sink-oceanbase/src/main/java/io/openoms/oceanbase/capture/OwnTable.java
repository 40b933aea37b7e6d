package io.openoms.oceanbase.capture;

/** The table that a project has of its own in the capture database, by how it captures. */
enum OwnTable {
  /** The log of keys that triggers write. */
  KEYS {
    @Override
    String name(CaptureNames names) {
      return names.logName();
    }

    @Override
    String definition(CaptureNames names) {
      return names.log()
          + " (seq BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, tab BIGINT NOT NULL,"
          + " k VARBINARY(65000) NOT NULL)";
    }
  },
  /** The windows by which tables are compared with what they were. */
  WINDOWS {
    @Override
    String name(CaptureNames names) {
      return names.windowsName();
    }

    @Override
    String definition(CaptureNames names) {
      return names.windows() + " (begun BIGINT NOT NULL PRIMARY KEY, ended BIGINT NOT NULL)";
    }
  };

  /** Its name within the database. */
  abstract String name(CaptureNames names);

  /** Its name and its columns, as CREATE TABLE takes them. */
  abstract String definition(CaptureNames names);
}
