package io.openoms.spi.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowImageTest {

  @Test
  void aRowThatWasReadSharesTheBufferAndEqualsTheOneThatWasWritten() {
    RowImage first = row("a", null, "");
    RowImage second = row("", "bcd", "e");
    ByteBuffer buffer = ByteBuffer.allocate(first.writtenBytes() + second.writtenBytes());
    first.write(buffer);
    second.write(buffer);
    assertThat(buffer.hasRemaining()).isFalse();

    buffer.flip();
    RowImage one = RowImage.read(buffer);
    RowImage two = RowImage.read(buffer);

    assertThat(one).isEqualTo(first).hasSameHashCodeAs(first).isNotEqualTo(second);
    assertThat(two).isEqualTo(second).hasSameHashCodeAs(second);
    assertThat(second).isEqualTo(two);
    assertThat(two.data()).isSameAs(buffer.array());
    assertThat(two.weight()).isEqualTo(second.weight());
    assertThat(two).hasToString(second.toString());
    assertThat(text(two, 1)).isEqualTo("bcd");
    assertThat(text(two, 2)).isEqualTo("e");
    assertThat(one.isNull(1)).isTrue();
    assertThat(one.same(2, two)).isFalse();
    assertThat(two.same(1, second)).isTrue();
    assertThat(two.only(new int[] {2, 1})).isEqualTo(second.only(new int[] {2, 1}));
    assertThat(one.withComputed(two).computed()).contains(second);
  }

  @Test
  void lessThanARowIsRefused() {
    RowImage row = row("a", null, "bc");
    ByteBuffer buffer = ByteBuffer.allocate(row.writtenBytes());
    row.write(buffer);
    for (int bytes = 0; bytes < buffer.capacity(); bytes++) {
      ByteBuffer cut = ByteBuffer.wrap(buffer.array(), 0, bytes);
      assertThatThrownBy(() -> RowImage.read(cut)).isInstanceOf(BufferUnderflowException.class);
    }
    for (int columns : new int[] {-1, Integer.MAX_VALUE}) {
      buffer.putInt(0, columns);
      assertThatThrownBy(() -> RowImage.read(buffer.clear()))
          .isInstanceOf(BufferUnderflowException.class);
    }
  }

  private static RowImage row(String first, @Nullable String second, String third) {
    RowImage.Builder row = new RowImage.Builder(3);
    row.add(first.getBytes(StandardCharsets.UTF_8));
    if (second == null) {
      row.addNull();
    } else {
      row.add(second.getBytes(StandardCharsets.UTF_8));
    }
    row.add(third.getBytes(StandardCharsets.UTF_8));
    return row.build();
  }

  private static String text(RowImage row, int column) {
    return new String(row.data(), row.offset(column), row.length(column), StandardCharsets.UTF_8);
  }
}
