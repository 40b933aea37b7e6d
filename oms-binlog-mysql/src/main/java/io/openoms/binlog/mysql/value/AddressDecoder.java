package io.openoms.binlog.mysql.value;

import io.openoms.binlog.mysql.error.MalformedEventException;
import io.openoms.binlog.mysql.event.Cursor;
import io.openoms.spi.data.RowImage;
import java.util.Optional;

/**
 * MariaDB's UUID, INET6 and INET4, told as the texts that the server shows. The log holds their
 * bytes in the order of that text, without the zeros at their end. Seen on MariaDB 11.4.
 */
final class AddressDecoder implements ValueDecoder {

  /** The types, each with the number of its bytes. */
  enum Form {
    UUID(16),
    INET6(16),
    INET4(4);

    private final int bytes;

    Form(int bytes) {
      this.bytes = bytes;
    }

    /** The form of a type of that name; empty when it is another type. */
    static Optional<Form> of(String type) {
      for (Form form : values()) {
        if (form.name().equalsIgnoreCase(type)) {
          return Optional.of(form);
        }
      }
      return Optional.empty();
    }
  }

  private final Form form;
  private final byte[] bytes;
  private final TextBuffer text = new TextBuffer();

  AddressDecoder(Form form) {
    this.form = form;
    this.bytes = new byte[form.bytes];
  }

  @Override
  public void skip(Cursor in) {
    in.skip(in.u1());
  }

  @Override
  public void decode(Cursor in, RowImage.Builder out) {
    int length = in.u1();
    if (length > bytes.length) {
      throw new MalformedEventException(form + " has " + length + " bytes");
    }
    int start = in.skip(length);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = i < length ? in.data()[start + i] : 0;
    }
    switch (form) {
      case UUID -> uuid();
      case INET6 -> AddressText.version6(bytes, text);
      case INET4 -> AddressText.version4(bytes, 0, text);
    }
    text.flush(out);
  }

  private void uuid() {
    for (int i = 0; i < bytes.length; i++) {
      if (i == 4 || i == 6 || i == 8 || i == 10) {
        text.put('-');
      }
      text.put(Character.forDigit((bytes[i] >> 4) & 15, 16));
      text.put(Character.forDigit(bytes[i] & 15, 16));
    }
  }
}
