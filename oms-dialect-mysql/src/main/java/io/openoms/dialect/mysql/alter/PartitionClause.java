package io.openoms.dialect.mysql.alter;

import io.openoms.dialect.mysql.alter.Edit.Stage;
import io.openoms.dialect.mysql.parse.PartitionParser;
import io.openoms.dialect.mysql.parse.TokenReader;
import io.openoms.spi.data.Partitioning;
import io.openoms.spi.data.Partitioning.Partition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Reads what ALTER TABLE does to partitions: one clause, to the statement's end. One use. */
final class PartitionClause {

  private static final Set<String> VERBS =
      Set.of(
          "add",
          "drop",
          "truncate",
          "coalesce",
          "reorganize",
          "exchange",
          "analyze",
          "check",
          "optimize",
          "rebuild",
          "repair",
          "discard",
          "import",
          "convert");

  private final TokenReader in;
  private final List<Edit> edits;

  PartitionClause(TokenReader in, List<Edit> edits) {
    this.in = in;
    this.edits = edits;
  }

  /** Whether such a clause begins here. */
  static boolean isNext(TokenReader in) {
    String verb = in.peek().text().toLowerCase(Locale.ROOT);
    boolean isVerb = VERBS.contains(verb) && in.peek(1).is("partition");
    return isVerb || isAtEndOfOthers(in, 0) || in.isNext("convert", "table");
  }

  /** Whether such a clause begins at a token where no comma needs to stand before it. */
  static boolean isAtEndOfOthers(TokenReader in, int at) {
    return (in.peek(at).is("partition") && in.peek(at + 1).is("by"))
        || (in.peek(at).is("remove") && in.peek(at + 1).is("partitioning"));
  }

  void read() {
    if (in.accept("partition", "by")) {
      Partitioning now = PartitionBounds.settled(new PartitionParser(in).read());
      edit(edit -> edit.partitioning = Optional.of(now));
    } else if (in.accept("remove", "partitioning")) {
      edit(edit -> edit.partitioning = Optional.empty());
    } else if (in.accept("add", "partition")) {
      refuseCondition();
      passLogging();
      add();
    } else if (in.accept("drop", "partition")) {
      refuseCondition();
      drop(names());
    } else if (in.accept("truncate", "partition")) {
      truncate();
    } else if (in.accept("coalesce", "partition")) {
      passLogging();
      coalesce((int) in.number());
    } else if (in.accept("reorganize", "partition")) {
      passLogging();
      reorganize();
    } else {
      other();
    }
    if (!in.atEnd()) {
      throw in.unexpected();
    }
  }

  private interface Change {
    void make(TableEdit edit);
  }

  private void edit(Change change) {
    edits.add(new Edit(Stage.NEW_KEYS, change::make));
  }

  /** Changes the list of partitions of a table that has some. */
  private void change(UnaryOperator<List<Partition>> change) {
    edit(
        edit -> {
          Partitioning before = present(edit);
          edit.partitioning =
              Optional.of(
                  new Partitioning(
                      before.scheme(), before.subscheme(), change.apply(before.partitions())));
        });
  }

  private static Partitioning present(TableEdit edit) {
    return edit.partitioning.orElseThrow(
        () -> new RefusedChangeException("the table has no partitions"));
  }

  private void refuseCondition() {
    if (in.isNext("if")) {
      throw new RefusedChangeException("a partition is changed if it exists");
    }
  }

  private void passLogging() {
    in.acceptAny("no_write_to_binlog", "local");
  }

  private void add() {
    if (in.accept("partitions")) {
      int more = (int) in.number();
      change(list -> numbered(list, list.size() + more));
      return;
    }
    TokenReader added = in.part(0, in.left());
    passAll();
    edit(
        edit -> {
          Partitioning before = present(edit);
          List<Partition> all = new ArrayList<>(before.partitions());
          all.addAll(PartitionBounds.settled(new PartitionParser(added).added(before)));
          edit.partitioning =
              Optional.of(new Partitioning(before.scheme(), before.subscheme(), all));
        });
  }

  private void passAll() {
    while (!in.atEnd()) {
      in.next();
    }
  }

  private static List<Partition> numbered(List<Partition> before, int count) {
    int subpartitions = before.get(0).subpartitions().size();
    List<Partition> now = PartitionParser.numbered(count, subpartitions);
    boolean isNumbered =
        PartitionParser.numbered(before.size(), subpartitions).stream()
            .map(Partition::name)
            .toList()
            .equals(before.stream().map(Partition::name).toList());
    if (!isNumbered || count < 1) {
      throw new RefusedChangeException("partitions are counted that have names of their own");
    }
    return now;
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    do {
      names.add(in.name());
    } while (in.acceptSymbol(','));
    return names;
  }

  private void drop(List<String> names) {
    change(
        list -> {
          List<Partition> rest = new ArrayList<>(list);
          names.forEach(name -> rest.remove(place(rest, name)));
          if (rest.isEmpty()) {
            throw new RefusedChangeException("the table would have no partition");
          }
          return rest;
        });
    edit(edit -> edit.emptied.addAll(names));
  }

  private void truncate() {
    if (in.accept("all")) {
      edit(edit -> present(edit).partitions().forEach(p -> edit.emptied.add(p.name())));
      return;
    }
    List<String> names = names();
    edit(
        edit ->
            names.forEach(
                name -> {
                  List<Partition> all = present(edit).partitions();
                  edit.emptied.add(all.get(place(all, name)).name());
                }));
  }

  private void coalesce(int fewer) {
    change(list -> numbered(list, list.size() - fewer));
  }

  private void reorganize() {
    if (in.atEnd()) {
      return;
    }
    List<String> names = names();
    in.expect("into");
    TokenReader added = in.part(0, in.left());
    passAll();
    edit(
        edit -> {
          Partitioning before = present(edit);
          List<Partition> all = new ArrayList<>(before.partitions());
          int at = place(all, names.get(0));
          names.forEach(name -> all.remove(place(all, name)));
          all.addAll(
              Math.min(at, all.size()),
              PartitionBounds.settled(new PartitionParser(added).added(before)));
          edit.partitioning =
              Optional.of(new Partitioning(before.scheme(), before.subscheme(), all));
        });
  }

  private static int place(List<Partition> partitions, String name) {
    for (int i = 0; i < partitions.size(); i++) {
      if (partitions.get(i).name().equalsIgnoreCase(name)) {
        return i;
      }
    }
    throw TableEdit.unknown("partition", name);
  }

  /** What looks after the storage of partitions, and what concerns other tables or files. */
  private void other() {
    if (!in.acceptAny("analyze", "check", "optimize", "rebuild", "repair")) {
      throw new RefusedChangeException("partitions are exchanged with tables or files");
    }
    passAll();
  }
}
