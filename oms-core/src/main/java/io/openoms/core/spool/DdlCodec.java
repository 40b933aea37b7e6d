package io.openoms.core.spool;

import io.openoms.ObjectName;
import io.openoms.core.spool.SpooledDdl.Changed;
import io.openoms.spi.data.DdlStatement;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The bytes of a change of definitions in a record. Without state. */
final class DdlCodec {

  private DdlCodec() {}

  static void write(DataOutputStream out, SpooledDdl ddl) throws IOException {
    RecordCodec.text(out, ddl.transaction());
    RecordCodec.text(out, ddl.statement().database());
    RecordCodec.text(out, ddl.statement().text());
    out.writeInt(ddl.statement().modes().size());
    for (String mode : ddl.statement().modes()) {
      RecordCodec.text(out, mode);
    }
    RecordCodec.instant(out, ddl.at());
    out.writeInt(ddl.tables().size());
    for (Changed table : ddl.tables()) {
      RecordCodec.text(out, table.source().database());
      RecordCodec.text(out, table.source().name());
      out.writeLong(table.before());
      out.writeLong(table.after());
    }
  }

  static SpooledDdl read(DataInputStream in) throws IOException {
    String transaction = RecordCodec.text(in);
    String database = RecordCodec.text(in);
    String text = RecordCodec.text(in);
    Set<String> modes = new HashSet<>();
    for (int i = in.readInt(); i > 0; i--) {
      modes.add(RecordCodec.text(in));
    }
    Instant at = RecordCodec.instant(in);
    List<Changed> tables = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      ObjectName source = new ObjectName(RecordCodec.text(in), RecordCodec.text(in));
      tables.add(new Changed(source, in.readLong(), in.readLong()));
    }
    return new SpooledDdl(transaction, new DdlStatement(database, text, modes), at, tables);
  }
}
