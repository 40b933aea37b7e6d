package io.openoms.tck.contract;

import io.openoms.ObjectName;
import java.util.Map;

/** A place whose rows the server's own client reads. */
public interface SinkFixture extends ContractFixture {

  /** The rows that other clients see now, number to text. */
  Map<Integer, String> rows(ObjectName table);
}
