package io.openoms.dialect.mysql.online;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.alter.RenamePairs;
import io.openoms.dialect.mysql.online.ToolStep.Kind;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What the log has shown so far of a tool's work on a table: the table that is to come into its
 * place, and the signs of the tool. Immutable.
 *
 * @param toCome the name of the table to come; empty for none
 * @param fault why its definition or its rows are not known, as a part of a sentence; empty while
 *     they are
 * @param signs what else the tool has shown, see the constants
 */
public record OnlineWork(String toCome, String fault, Set<String> signs) {

  /** gh-ost's own log is there. */
  private static final String LOG = "log";

  /** The table to come was made by gh-ost's signed statement. */
  private static final String SIGNED = "signed";

  /** spirit's checkpoint is there. */
  private static final String CHECKPOINT = "checkpoint";

  /** The table to come has the other one's definition by LIKE. */
  private static final String LIKE = "like";

  /** The table itself has another name for a moment: gh-ost's change in two steps. */
  private static final String AWAY = "away";

  private static final Set<String> TRIGGERS = Set.of("del", "upd", "ins");

  public OnlineWork {
    signs = Set.copyOf(signs);
  }

  /** Nothing is known. */
  public static OnlineWork none() {
    return new OnlineWork("", "", Set.of());
  }

  /** Whether nothing is known. */
  public boolean isNone() {
    return toCome.isEmpty() && signs.isEmpty();
  }

  /** Whether the step creates a table that may come into the place of that one. */
  public static boolean isBeginning(ToolStep step, ObjectName table) {
    boolean creates = step.kind() == Kind.CREATED || step.kind() == Kind.CREATED_LIKE;
    ObjectName name = step.names().get(0);
    return creates
        && name.database().equals(table.database())
        && ToolNames.isToCome(name.name(), table.name());
  }

  /** Whether the step changes the table to come. */
  public boolean isChange(ToolStep step, ObjectName table) {
    return step.kind() == Kind.CHANGED && namesToCome(step, table);
  }

  private boolean namesToCome(ToolStep step, ObjectName table) {
    return step.names().stream().anyMatch(name -> isToCome(name, table));
  }

  private boolean isToCome(ObjectName name, ObjectName table) {
    return name.database().equals(table.database()) && name.name().equals(toCome);
  }

  /**
   * What is known behind a step that does not end the work by a swap.
   *
   * @param sql the statement
   */
  public OnlineWork after(ToolStep step, String sql, ObjectName table) {
    if (isBeginning(step, table)) {
      return begun(step);
    }
    return switch (step.kind()) {
      case CREATED -> created(step, sql, table);
      case DROPPED -> dropped(step, table);
      case TRIGGER_CREATED -> triggered(step, table);
      case TRIGGER_DROPPED ->
          ToolNames.isTriggerOf(step.names().get(0).name(), table.database(), table.name())
              ? without(ToolNames.triggered(step.names().get(0).name()))
              : this;
      case RENAMED -> renamed(step, table);
      default -> this;
    };
  }

  private OnlineWork begun(ToolStep step) {
    String name = step.names().get(0).name();
    Set<String> kept = new TreeSet<>();
    if (name.endsWith("_gho") && signs.contains(LOG)) {
      kept.add(LOG);
    }
    if (step.isSigned()) {
      kept.add(SIGNED);
    }
    if (step.kind() == Kind.CREATED_LIKE) {
      kept.add(LIKE);
    }
    return new OnlineWork(name, "", kept);
  }

  private OnlineWork created(ToolStep step, String sql, ObjectName table) {
    String name = step.names().get(0).name();
    String text = sql.toLowerCase(Locale.ROOT);
    if (name.equals(ToolNames.log(table.name()))
        && step.isSigned()
        && text.contains("hint varchar")) {
      return with(LOG);
    }
    boolean isCheckpoint =
        name.equals(ToolNames.checkpoint(table.name())) && text.contains("checksum_watermark");
    return isCheckpoint ? with(CHECKPOINT) : this;
  }

  private OnlineWork dropped(ToolStep step, ObjectName table) {
    OnlineWork left = this;
    for (ObjectName name : step.names()) {
      if (isToCome(name, table)) {
        return none();
      }
      if (name.name().equals(ToolNames.log(table.name()))) {
        left = left.without(LOG);
      } else if (name.name().equals(ToolNames.checkpoint(table.name()))) {
        left = left.without(CHECKPOINT);
      }
    }
    return left;
  }

  private OnlineWork triggered(ToolStep step, ObjectName table) {
    String trigger = step.names().get(0).name();
    boolean isMine =
        step.names(table)
            && ToolNames.isTriggerOf(trigger, table.database(), table.name())
            && step.mentioned().equals(Set.of(toCome));
    return isMine ? with(ToolNames.triggered(trigger)) : this;
  }

  private OnlineWork renamed(ToolStep step, ObjectName table) {
    if (isStepAside(step, table)) {
      return with(AWAY);
    }
    if (isStepBack(step, table)) {
      return without(AWAY);
    }
    return namesToCome(step, table) ? none() : this;
  }

  /** Whether gh-ost gives the table itself another name, before the other one gets its own. */
  public boolean isStepAside(ToolStep step, ObjectName table) {
    Optional<RenamePairs.Pair> pair = single(step);
    return isSignedWork(step)
        && pair.filter(p -> p.from().equals(table)).isPresent()
        && ToolNames.isGone(pair.get().to().name(), table.name());
  }

  /** Whether it takes that back. */
  public boolean isStepBack(ToolStep step, ObjectName table) {
    Optional<RenamePairs.Pair> pair = single(step);
    return signs.contains(AWAY)
        && isSignedWork(step)
        && pair.filter(p -> p.to().equals(table)).isPresent()
        && ToolNames.isGone(pair.get().from().name(), table.name());
  }

  private static Optional<RenamePairs.Pair> single(ToolStep step) {
    return step.pairs().filter(p -> p.pairs().size() == 1).map(p -> p.pairs().get(0));
  }

  private boolean isSignedWork(ToolStep step) {
    return step.isSigned()
        && toCome.endsWith("_gho")
        && signs.contains(SIGNED)
        && signs.contains(LIKE)
        && signs.contains(LOG);
  }

  /**
   * Whether the step brings a table into the place of another one, by names as a tool gives them.
   */
  public boolean isSwap(ToolStep step, ObjectName table, Predicate<ObjectName> isTable) {
    if (step.pairs().isEmpty()) {
      return false;
    }
    RenamePairs pairs = step.pairs().get();
    ObjectName comes = pairs.before(table, isTable);
    ObjectName goes = pairs.after(table, isTable);
    boolean isGone =
        signs.contains(AWAY)
            ? isTable.test(goes)
            : goes.database().equals(table.database())
                && ToolNames.isGone(goes.name(), table.name());
    return isGone
        && comes.database().equals(table.database())
        && ToolNames.isToCome(comes.name(), table.name())
        && isTable.test(pairs.after(comes, comes::equals));
  }

  /** Whether the log has shown all signs of the tool whose last step this swap is. */
  public boolean isKnown(ToolStep swap, ObjectName table, Predicate<ObjectName> isTable) {
    ObjectName comes = swap.pairs().orElseThrow().before(table, isTable);
    if (!isToCome(comes, table)) {
      return false;
    }
    boolean isSpirit =
        signs.contains(CHECKPOINT)
            && signs.contains(LIKE)
            && toCome.equals("_" + table.name() + "_new");
    return isSignedWork(swap)
        || (toCome.endsWith("_new") && (signs.containsAll(TRIGGERS) || isSpirit));
  }

  /** The same, with another fault, unless it has one. */
  public OnlineWork withFault(String other) {
    return new OnlineWork(toCome, fault.isEmpty() ? other : fault, signs);
  }

  private OnlineWork with(String sign) {
    Set<String> more = new TreeSet<>(signs);
    more.add(sign);
    return new OnlineWork(toCome, fault, more);
  }

  private OnlineWork without(String sign) {
    Set<String> less = new TreeSet<>(signs);
    less.remove(sign);
    return new OnlineWork(toCome, fault, less);
  }
}
