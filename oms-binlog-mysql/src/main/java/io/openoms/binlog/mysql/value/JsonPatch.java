package io.openoms.binlog.mysql.value;

import io.openoms.binlog.mysql.error.MalformedEventException;
import io.openoms.binlog.mysql.event.Cursor;
import io.openoms.spi.data.RowImage;
import java.util.Objects;

/**
 * Applies what a partial update holds of a JSON document: a list of values that are replaced,
 * inserted or removed, each by its path. One thread.
 */
public final class JsonPatch {

  private static final int REPLACE = 0;
  private static final int INSERT = 1;
  private static final int REMOVE = 2;

  private final JsonText text = new JsonText();

  /**
   * Adds the document that is left as a value.
   *
   * @param before the document that was there, in binary form
   * @param changes the list of changes
   */
  public void apply(Cursor before, Cursor changes, RowImage.Builder out) {
    long bytes = before.left() + (long) changes.left();
    JsonNode root = JsonNode.of(before);
    while (changes.left() > 0) {
      int operation = changes.u1();
      JsonPath path = JsonPath.parse(changes.text(changes.packed()));
      if (operation > REMOVE) {
        throw new MalformedEventException("JSON is changed in the way " + operation);
      }
      JsonNode value = operation == REMOVE ? null : JsonNode.of(changes.slice(changes.packed()));
      if (path.isRoot()) {
        if (operation != REPLACE || value == null) {
          throw new MalformedEventException("a whole JSON document is only ever replaced");
        }
        root = value;
        continue;
      }
      JsonNode parent = root;
      for (int i = 0; i < path.legs().size() - 1; i++) {
        parent = parent.child(path.legs().get(i));
      }
      JsonPath.Leg last = path.legs().get(path.legs().size() - 1);
      switch (operation) {
        case REPLACE -> parent.replace(last, Objects.requireNonNull(value));
        case INSERT -> parent.insert(last, Objects.requireNonNull(value));
        default -> parent.remove(last);
      }
    }
    text.write(root, bytes, out);
  }
}
