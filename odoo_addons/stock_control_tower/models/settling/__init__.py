from . import stock_quant_figures
from . import stock_move_line
from . import stock_move
