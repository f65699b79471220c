@NullMarked
package org.kinora.dataset.lerobot;

import org.jspecify.annotations.NullMarked;
