package io.openoms.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.ObjectKind;
import io.openoms.ObjectName;
import io.openoms.ObjectStatus;
import io.openoms.spi.state.Milestones;
import io.openoms.spi.state.StoredObject;
import io.openoms.spi.state.StoredShapes;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryBooksTest {

  private static final ObjectName TABLE = new ObjectName("shop", "orders");

  @Test
  void readingAddsNothingToBooksThatOtherThreadsRead() {
    MemoryBooks books = new MemoryBooks();
    books.objects.put(TABLE, table());

    assertThat(books.stored("project").objects()).hasSize(1);

    assertThat(books.chunks).isEmpty();
    assertThat(books.milestones).isEmpty();
  }

  private static StoredObject table() {
    return new StoredObject(
        ObjectKind.TABLE,
        TABLE,
        TABLE,
        "",
        ObjectStatus.CREATED,
        Milestones.none(),
        StoredShapes.none(),
        0,
        0,
        List.of(),
        Optional.empty(),
        Optional.empty());
  }
}
