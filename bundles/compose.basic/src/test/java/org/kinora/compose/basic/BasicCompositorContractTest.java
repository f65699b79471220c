package org.kinora.compose.basic;

import org.kinora.spi.compose.CompositorFactory;
import org.kinora.tck.contract.CompositorContract;

class BasicCompositorContractTest extends CompositorContract {
  @Override
  protected CompositorFactory factory() {
    return new BasicCompositorFactory();
  }
}
