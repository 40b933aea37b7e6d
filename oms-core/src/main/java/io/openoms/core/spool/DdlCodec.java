package io.openoms.core.spool;

import io.openoms.ObjectName;
import io.openoms.core.spool.SpooledDdl.Changed;
import io.openoms.spi.data.DdlStatement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The bytes of a change of definitions in a record. Without state. */
final class DdlCodec {

  private DdlCodec() {}

  static void write(RecordOutput out, SpooledDdl ddl) {
    out.text(ddl.transaction());
    out.text(ddl.statement().database());
    out.text(ddl.statement().text());
    out.number4(ddl.statement().modes().size());
    for (String mode : ddl.statement().modes()) {
      out.text(mode);
    }
    out.instant(ddl.at());
    out.number4(ddl.tables().size());
    for (Changed table : ddl.tables()) {
      out.name(table.source());
      out.number8(table.before());
      out.number8(table.after());
    }
  }

  static SpooledDdl read(RecordInput in) {
    String transaction = in.text();
    String database = in.text();
    String text = in.text();
    Set<String> modes = new HashSet<>();
    for (int i = in.number4(); i > 0; i--) {
      modes.add(in.text());
    }
    Instant at = in.instant();
    List<Changed> tables = new ArrayList<>();
    for (int i = in.number4(); i > 0; i--) {
      ObjectName source = in.name();
      tables.add(new Changed(source, in.number8(), in.number8()));
    }
    return new SpooledDdl(transaction, new DdlStatement(database, text, modes), at, tables);
  }
}
