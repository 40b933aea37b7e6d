package io.openoms.core.incremental;

import io.openoms.ObjectName;
import io.openoms.core.apply.FollowedTable;
import io.openoms.core.apply.net.ApplyTable;
import io.openoms.core.apply.net.Cascade;
import io.openoms.core.apply.net.Cascade.Action;
import io.openoms.core.apply.net.Cascades;
import io.openoms.core.plan.CascadeLinks;
import io.openoms.core.plan.CascadeLinks.Link;
import io.openoms.spi.ChangeLog;
import io.openoms.spi.data.Position;
import io.openoms.spi.state.Watermarks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Tables that foreign keys link, as they were copied. A key's unlogged changes can be replayed only
 * after one exact position of the child, and only while the parent's rows are those of the log: a
 * parent that is a child itself must have been copied no later.
 */
final class CascadeTables {

  private static final String COPIED_ANEW =
      " to have it copied anew, drop it at the sink and retry it";

  private final CascadeLinks links;
  private final ChangeLog log;
  private final Map<ObjectName, FollowedTable> tables = new HashMap<>();

  CascadeTables(CascadeLinks links, ChangeLog log, List<FollowedTable> followed) {
    this.links = links;
    this.log = log;
    followed.forEach(table -> tables.put(table.table().source(), table));
  }

  /** Why a table cannot be followed as it was copied; empty when it can. */
  Optional<String> fault(FollowedTable child) {
    Watermarks marks = child.object().watermarks();
    for (Link link : links.links()) {
      if (!link.child().equals(child.table().source())) {
        continue;
      }
      FollowedTable parent = tables.get(link.parent());
      if (parent == null || parent.object().isOut()) {
        return Optional.of("it refers to " + link.parent() + ", which is not followed");
      }
      if (marks.low().isEmpty() || !marks.low().equals(marks.high())) {
        return Optional.of(
            "its foreign key "
                + link.key().name()
                + " changes rows without a trace in the log, and it was not copied at one position;"
                + COPIED_ANEW);
      }
      if (links.isChild(link.parent()) && !isBefore(parent, marks.low().get())) {
        return Optional.of(
            "it was copied before "
                + link.parent()
                + ", to which its foreign key "
                + link.key().name()
                + " refers;"
                + COPIED_ANEW);
      }
    }
    return Optional.empty();
  }

  private boolean isBefore(FollowedTable parent, Position position) {
    return parent.object().watermarks().low().filter(low -> log.covers(position, low)).isPresent();
  }

  /** The cascades that are replayed for those tables. */
  Cascades cascades() {
    Map<ObjectName, List<Cascade>> byParent = new HashMap<>();
    for (Link link : links.links()) {
      FollowedTable parent = tables.get(link.parent());
      FollowedTable child = tables.get(link.child());
      if (parent != null && child != null) {
        byParent
            .computeIfAbsent(link.parent(), name -> new ArrayList<>())
            .add(cascade(link, parent.table(), child.table()));
      }
    }
    return new Cascades(byParent);
  }

  private static Cascade cascade(Link link, ApplyTable parent, ApplyTable child) {
    return new Cascade(
        child,
        numbers(child, link.key().columns()),
        numbers(parent, link.key().parentColumns()),
        action(link.key().onDelete(), Action.DELETE),
        action(link.key().onUpdate(), Action.FOLLOW));
  }

  private static Action action(String named, Action cascade) {
    return switch (named) {
      case "CASCADE" -> cascade;
      case "SET NULL" -> Action.SET_NULL;
      default -> Action.NONE;
    };
  }

  private static List<Integer> numbers(ApplyTable table, List<String> names) {
    return names.stream().map(name -> number(table, name)).toList();
  }

  private static int number(ApplyTable table, String name) {
    return IntStream.range(0, table.columns().size())
        .filter(i -> table.columns().get(i).name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException(table.source() + " is followed without " + name));
  }
}
