package io.openoms.binlog.mysql.reader;

import io.openoms.dialect.mysql.parse.CreateTableParser;
import io.openoms.spi.data.CapturedTable;
import io.openoms.spi.data.Position;
import io.openoms.spi.data.TableDefinition;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The files of a fixture, in a folder of its own below {@code recorded}: {@code log.gz} (how it was
 * asked for, then each event with its length), {@code tables.sql}, {@code rows.txt.gz} (a line for
 * each row) and {@code characters.txt}. Stateless.
 */
public final class FixtureFiles {

  private static final String LOG = "log.gz";
  private static final String TABLES = "tables.sql";
  private static final String ROWS = "rows.txt.gz";
  private static final String CHARACTERS = "characters.txt";
  private static final String TABLE = "table ";
  private static final String END = ";\n\n";

  private FixtureFiles() {}

  /** Loads the fixture of that name from the class path. */
  public static LogFixture load(String name) throws IOException {
    List<String> statements = Arrays.asList(text(name, TABLES).split(END));
    KnownCharacters characters = characters(text(name, CHARACTERS));
    return new LogFixture(log(name, statements, characters), statements, characters, rows(name));
  }

  /** Saves a fixture to a folder. */
  public static void save(LogFixture fixture, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (DataOutputStream out =
        new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(folder.resolve(LOG))))) {
      write(fixture.log(), out);
    }
    Files.writeString(folder.resolve(TABLES), String.join(END, fixture.statements()) + END);
    Files.writeString(folder.resolve(CHARACTERS), text(fixture.characters()));
    StringBuilder rows = new StringBuilder();
    fixture
        .rows()
        .forEach(
            (table, lines) -> {
              rows.append(TABLE).append(table).append('\n');
              lines.stream().sorted().forEach(line -> rows.append(line).append('\n'));
            });
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(ROWS)))) {
      out.write(rows.toString().getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static void write(RecordedLog log, DataOutputStream out) throws IOException {
    RecordedLog.Traits traits = log.traits();
    out.writeUTF(traits.start().text());
    out.writeBoolean(traits.domains());
    out.writeBoolean(traits.byGtids());
    out.writeBoolean(traits.checksums());
    List<RecordedEvent> events = new ArrayList<>(log.prelude());
    log.transactions().forEach(events::addAll);
    events.add(log.heartbeat());
    out.writeInt(events.size());
    for (RecordedEvent event : events) {
      out.writeInt(event.bytes().length);
      out.write(event.bytes());
    }
  }

  private static RecordedLog log(String name, List<String> statements, KnownCharacters characters)
      throws IOException {
    List<CapturedTable> tables = statements.stream().map(FixtureFiles::table).toList();
    try (DataInputStream in = new DataInputStream(new GZIPInputStream(file(name, LOG)))) {
      RecordedLog log =
          new RecordedLog(
              new RecordedLog.Traits(
                  new Position(in.readUTF()), in.readBoolean(), in.readBoolean(), in.readBoolean()),
              tables,
              characters);
      int events = in.readInt();
      for (int i = 0; i < events; i++) {
        log.add(new RecordedEvent(in.readNBytes(in.readInt())));
      }
      return log;
    }
  }

  private static CapturedTable table(String statement) {
    TableDefinition table = CreateTableParser.parse(statement, LogFixture.DATABASE);
    return new CapturedTable(1, table, Optional.empty(), table.storedColumns());
  }

  private static String text(KnownCharacters characters) {
    StringBuilder text = new StringBuilder();
    characters
        .collations()
        .forEach((number, set) -> text.append("collation " + number + " " + set + "\n"));
    characters
        .sets()
        .forEach(
            (set, codes) ->
                new TreeMap<>(codes)
                    .forEach(
                        (code, bytes) ->
                            text.append(
                                "%s %x %s\n"
                                    .formatted(set, code, HexFormat.of().formatHex(bytes)))));
    return text.toString();
  }

  private static KnownCharacters characters(String text) {
    Map<Integer, String> collations = new TreeMap<>();
    Map<String, Map<Integer, byte[]>> sets = new TreeMap<>();
    text.lines()
        .map(line -> line.split(" "))
        .forEach(
            word -> {
              if (word[0].equals("collation")) {
                collations.put(Integer.parseInt(word[1]), word[2]);
              } else {
                sets.computeIfAbsent(word[0], set -> new TreeMap<>())
                    .put(Integer.parseInt(word[1], 16), HexFormat.of().parseHex(word[2]));
              }
            });
    return KnownCharacters.only(collations, sets);
  }

  private static Map<String, List<String>> rows(String name) throws IOException {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    List<String> lines = new ArrayList<>();
    try (GZIPInputStream in = new GZIPInputStream(file(name, ROWS))) {
      for (String line :
          new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList()) {
        if (line.startsWith(TABLE)) {
          lines = new ArrayList<>();
          rows.put(line.substring(TABLE.length()), lines);
        } else {
          lines.add(line);
        }
      }
    }
    return rows;
  }

  private static String text(String name, String file) throws IOException {
    try (InputStream in = file(name, file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream file(String name, String file) throws IOException {
    InputStream in = FixtureFiles.class.getResourceAsStream("/recorded/" + name + "/" + file);
    if (in == null) {
      throw new FileNotFoundException("recorded/" + name + "/" + file);
    }
    return in;
  }
}
