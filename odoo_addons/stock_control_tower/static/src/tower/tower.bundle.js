/** @odoo-module ignore */
odoo.define("@stock_control_tower/tower", ["@web/core/registry","@odoo/owl","@web/core/l10n/translation","@web/core/utils/hooks","@web/search/layout","@web/webclient/actions/action_service","@web/core/utils/numbers"], function (require) {
const exports = {}, module = { exports };
Object.defineProperty(exports, Symbol.toStringTag, { value: "Module" });
let _web_core_registry = require("@web/core/registry");
let _odoo_owl = require("@odoo/owl");
let _web_core_l10n_translation_source = require("@web/core/l10n/translation");
let _web_core_utils_hooks = require("@web/core/utils/hooks");
let _web_search_layout = require("@web/search/layout");
let _web_webclient_actions_action_service = require("@web/webclient/actions/action_service");
let _web_core_utils_numbers = require("@web/core/utils/numbers");
// \0odoo-translation
function _t(source, ...args) {
	return (0, _web_core_l10n_translation_source.appTranslateFn)(source, "stock_control_tower", ...args);
}
// src/lib/format.ts
var SECOND = 1e3;
var MINUTE = 60 * SECOND;
var HOUR = 60 * MINUTE;
var DAY = 24 * HOUR;
/** A quantity in the user's number format, without needless zeros. */
function formatQuantity(value, decimals) {
	return (0, _web_core_utils_numbers.formatFloat)(withoutDust(value, decimals), {
		digits: [16, decimals],
		trailingZeros: false
	});
}
/** -0 and what rounding left over are plain zero. */
function withoutDust(value, decimals) {
	return Math.abs(value) < .5 * 10 ** -decimals ? 0 : value;
}
function formatCount(value) {
	return (0, _web_core_utils_numbers.formatFloat)(value, {
		digits: [16, 0],
		trailingZeros: false
	});
}
/** How long something takes: "180 ms", "2.4 s", "3 min", "5 h". */
function formatDuration(ms) {
	if (ms < SECOND) return `${Math.round(ms)} ms`;
	if (ms < 10 * SECOND) return `${(ms / SECOND).toFixed(1)} s`;
	if (ms < 2 * MINUTE) return `${Math.round(ms / SECOND)} s`;
	if (ms < 2 * HOUR) return `${Math.round(ms / MINUTE)} min`;
	if (ms < 2 * DAY) return `${Math.round(ms / HOUR)} h`;
	return `${Math.round(ms / DAY)} d`;
}
/** How long ago something was, from its age in milliseconds. */
function formatAge(ms) {
	if (ms < 1.5 * SECOND) return _t("just now");
	if (ms < MINUTE) return _t("%s s ago", Math.round(ms / SECOND));
	if (ms < HOUR) return _t("%s min ago", Math.floor(ms / MINUTE));
	if (ms < DAY) return _t("%s h ago", Math.floor(ms / HOUR));
	return _t("%s d ago", Math.floor(ms / DAY));
}
/** Milliseconds since the epoch of a server time stamp (UTC). */
function parseTime(stamp) {
	return Date.parse(stamp);
}
// src/lib/figures.ts
var NO_STOCK = Object.freeze({
	on_hand: 0,
	available: 0,
	reserved: 0,
	quarantined: 0,
	damaged: 0,
	returned: 0,
	in_transit: 0,
	incoming: 0,
	others: 0
});
var NAMES = Object.keys(NO_STOCK);
function sameFigures(left = NO_STOCK, right = NO_STOCK) {
	return NAMES.every((name) => left[name] === right[name]);
}
function hasStock(figures) {
	return !sameFigures(figures);
}
/** The figures of a product over all warehouses shown, and what is awaited by none. */
function rowFigures(row) {
	const sum = {
		...NO_STOCK,
		in_transit: row.in_transit
	};
	for (const figures of Object.values(row.warehouses)) for (const name of NAMES) sum[name] += figures[name];
	return sum;
}
/** On hand and not sellable. */
function held({ quarantined, damaged, returned }) {
	return quarantined + damaged + returned;
}
/** "4 quarantined, 2 damaged"; nothing when nothing is held. */
function heldWords(figures, decimals) {
	const quantity = (value) => formatQuantity(value, decimals);
	const { quarantined, damaged, returned } = figures;
	return [
		quarantined ? _t("%s quarantined", quantity(quarantined)) : "",
		damaged ? _t("%s damaged", quantity(damaged)) : "",
		returned ? _t("%s returned", quantity(returned)) : ""
	].filter(Boolean).join(", ");
}
/** What is known beside on hand, one line each. */
function besideWords(figures, decimals) {
	const quantity = (value) => formatQuantity(value, decimals);
	return [
		figures.in_transit ? _t("in transit: %s", quantity(figures.in_transit)) : "",
		figures.incoming ? _t("incoming: %s", quantity(figures.incoming)) : "",
		figures.others ? _t("owned by others: %s", quantity(figures.others)) : ""
	].filter(Boolean);
}
/** How available comes about, in lines. */
function figureLines(figures, uom, decimals) {
	const quantity = (value) => formatQuantity(value, decimals);
	const words = {
		available: quantity(figures.available),
		onHand: quantity(figures.on_hand),
		reserved: quantity(figures.reserved),
		held: quantity(held(figures)),
		uom
	};
	const details = heldWords(figures, decimals);
	return [
		_t("%(available)s %(uom)s available = %(onHand)s on hand − %(reserved)s reserved − %(held)s held", words),
		figures.available < 0 ? _t("more was promised or shipped than is recorded here") : "",
		details && _t("held: %s", details),
		...besideWords(figures, decimals)
	].filter(Boolean);
}
// src/lib/changes.ts
/** Names a cell: the figures of one product in one warehouse. */
function cellKey(productId, warehouseId) {
	return `${productId}:${warehouseId}`;
}
/** Cells whose figures differ between two readings of the same product. */
function changedCells(before, after) {
	return [.../* @__PURE__ */ new Set([...Object.keys(before.warehouses), ...Object.keys(after.warehouses)])].filter((id) => !sameFigures(before.warehouses[id], after.warehouses[id])).map((id) => cellKey(after.id, id));
}
/** Whether two readings of a product are drawn alike. */
function sameRow(before, after) {
	return before.name === after.name && before.sku === after.sku && before.uom === after.uom && before.in_transit === after.in_transit && !changedCells(before, after).length;
}
/** Compares event numbers given as decimal strings without leading zeros. */
function isNewer(left, right) {
	return left.length === right.length ? left > right : left.length > right.length;
}
// src/components/empty_state/empty_state.ts
/** Says why nothing is here and what to do about it; the slot holds actions. */
var EmptyState = class extends _odoo_owl.Component {
	static template = "stock_control_tower.EmptyState";
	static props = {
		icon: String,
		title: String,
		text: String,
		slots: {
			type: Object,
			optional: true
		}
	};
};
// src/lib/kinds.ts
var UNKNOWN = {
	icon: "fa-circle-o",
	tone: "system",
	noun: () => _t("stock event")
};
/** The one table of how an event kind looks. */
var LOOKS = {
	asn_received: {
		icon: "fa-bell-o",
		tone: "in",
		noun: () => _t("advance notice")
	},
	goods_received: {
		icon: "fa-sign-in",
		tone: "in",
		noun: () => _t("receipt")
	},
	putaway_completed: {
		icon: "fa-inbox",
		tone: "move",
		noun: () => _t("put-away")
	},
	quality_hold_placed: {
		icon: "fa-lock",
		tone: "adjust",
		noun: () => _t("quality hold")
	},
	quality_hold_released: {
		icon: "fa-unlock",
		tone: "adjust",
		noun: () => _t("hold release")
	},
	pick_confirmed: {
		icon: "fa-hand-lizard-o",
		tone: "move",
		noun: () => _t("pick")
	},
	packed: {
		icon: "fa-archive",
		tone: "move",
		noun: () => _t("packing")
	},
	shipment_dispatched: {
		icon: "fa-truck",
		tone: "out",
		noun: () => _t("shipment")
	},
	shipment_voided: {
		icon: "fa-ban",
		tone: "adjust",
		noun: () => _t("voided shipment")
	},
	transfer_dispatched: {
		icon: "fa-sign-out",
		tone: "out",
		noun: () => _t("transfer out")
	},
	transfer_received: {
		icon: "fa-sign-in",
		tone: "in",
		noun: () => _t("transfer in")
	},
	return_received: {
		icon: "fa-undo",
		tone: "in",
		noun: () => _t("return")
	},
	return_inspected: {
		icon: "fa-search",
		tone: "adjust",
		noun: () => _t("return inspection")
	},
	adjustment_posted: {
		icon: "fa-balance-scale",
		tone: "adjust",
		noun: () => _t("adjustment")
	},
	cycle_count_posted: {
		icon: "fa-list-ol",
		tone: "adjust",
		noun: () => _t("cycle count")
	},
	stock_moved: {
		icon: "fa-exchange",
		tone: "move",
		noun: () => _t("internal move")
	},
	reservation_changed: {
		icon: "fa-bookmark-o",
		tone: "move",
		noun: () => _t("reservation")
	},
	snapshot_reported: {
		icon: "fa-camera",
		tone: "system",
		noun: () => _t("stock report")
	},
	movement_amended: {
		icon: "fa-pencil",
		tone: "adjust",
		noun: () => _t("correction")
	},
	ledger_self_healed: {
		icon: "fa-wrench",
		tone: "system",
		noun: () => _t("repair by Odoo")
	},
	unit_redefined: {
		icon: "fa-arrows-h",
		tone: "system",
		noun: () => _t("change of unit")
	},
	opening_balance: {
		icon: "fa-flag-o",
		tone: "system",
		noun: () => _t("opening balance")
	}
};
function kindLook(kind) {
	return kind && LOOKS[kind] || UNKNOWN;
}
// src/lib/goods.ts
/** "24 × Nitrile gloves M", with the unit where it is not a plain piece. */
function goodsWords(item, decimals) {
	const product = item.product ?? _t("an unknown product");
	if (item.quantity === null) return product;
	const quantity = formatQuantity(item.quantity, decimals);
	return item.uom && !isPiece(item.uom) ? _t("%(quantity)s %(uom)s %(product)s", {
		quantity,
		uom: item.uom,
		product
	}) : _t("%(quantity)s × %(product)s", {
		quantity,
		product
	});
}
/** Odoo's reference unit is called "Units" in every installation. */
function isPiece(uom) {
	return uom === "Units";
}
// src/lib/judgement.ts
/** Set aside, released, inspected: somebody judged stock, and perhaps moved it. */
function judgementSentence(item, words) {
	const { kind, to_state: state } = item;
	if (kind === "return_inspected") {
		if (state === "available") return _t("Return inspected: %(goods)s may be sold again at %(to)s", words);
		if (state === "damaged") return _t("Return inspected: %(goods)s is damaged, at %(to)s", words);
		return state === "outside" ? _t("Return inspected: %(goods)s scrapped at %(from)s", words) : _t("Return inspected: %(goods)s is in quarantine at %(to)s", words);
	}
	if (kind === "quality_hold_released") return staysPut(item) ? _t("Released %(goods)s at %(to)s", words) : _t("Released %(goods)s from %(from)s to %(to)s", words);
	if (item.reason === "odoo:lot_expiry") return _t("Expired: %(goods)s at %(to)s", words);
	if (state === "damaged") return _t("Damaged: %(goods)s at %(to)s", words);
	return staysPut(item) ? _t("Put %(goods)s on hold at %(to)s", words) : _t("Set %(goods)s aside, from %(from)s to %(to)s", words);
}
/** A count names what was found, and how far that is from what was recorded. */
function countSentence(item, decimals) {
	const difference = item.quantity ?? 0;
	const words = {
		found: goodsWords({
			...item,
			quantity: item.counted ?? item.quantity
		}, decimals),
		place: item.to ?? item.from ?? _t("an unknown place"),
		difference: formatQuantity(difference, decimals)
	};
	if (!difference || item.from && item.to) return _t("Counted %(found)s at %(place)s, as recorded", words);
	if (item.counted === null) return item.to ? _t("Counted %(found)s more at %(place)s", words) : _t("Counted %(found)s fewer at %(place)s", words);
	return item.to ? _t("Counted %(found)s at %(place)s: %(difference)s more than recorded", words) : _t("Counted %(found)s at %(place)s: %(difference)s fewer than recorded", words);
}
/** It changed its state where it lies. */
function staysPut({ from, to }) {
	return from !== null && from === to;
}
// src/lib/sentence.ts
/** What happened, in one human sentence. */
function eventSentence(item, decimals) {
	if (item.outcome === "refused") return _t("Refused %(noun)s from %(origin)s", {
		noun: kindLook(item.about_kind).noun(),
		origin: item.origin
	});
	if (item.outcome === "conflict") {
		const words = {
			noun: kindLook(item.about_kind).noun(),
			origin: item.origin
		};
		return item.code === "count_stale" ? _t("Conflict: %(noun)s from %(origin)s was made against another figure", words) : _t("Conflict: %(noun)s from %(origin)s came again with other content", words);
	}
	if (item.outcome === "recorded") return _t("Recorded %(noun)s from %(origin)s without effect", {
		noun: kindLook(item.about_kind).noun(),
		origin: item.origin
	});
	return movementSentence(item, decimals);
}
function movementSentence(item, decimals) {
	const words = {
		goods: goodsWords(item, decimals),
		from: item.from ?? _t("outside"),
		to: item.to ?? _t("outside")
	};
	switch (item.kind) {
		case "goods_received": return _t("Received %(goods)s at %(to)s", words);
		case "return_received": return _t("Customer returned %(goods)s to %(to)s", words);
		case "shipment_dispatched": return _t("Shipped %(goods)s from %(from)s", words);
		case "transfer_dispatched": return _t("Sent %(goods)s on its way from %(from)s", words);
		case "transfer_received": return _t("Transfer arrived: %(goods)s at %(to)s", words);
		case "pick_confirmed": return _t("Picked %(goods)s from %(from)s", words);
		case "packed": return _t("Packed %(goods)s at %(to)s", words);
		case "putaway_completed": return _t("Put away %(goods)s at %(to)s", words);
		case "shipment_voided": return _t("Shipment voided: %(goods)s is back at %(to)s", words);
		case "stock_moved": return staysPut(item) && item.from_state !== item.to_state ? _t("%(goods)s at %(to)s counts as %(state)s", {
			...words,
			state: stateWord(item)
		}) : _t("Moved %(goods)s from %(from)s to %(to)s", words);
		case "quality_hold_placed":
		case "quality_hold_released":
		case "return_inspected": return judgementSentence(item, words);
		case "cycle_count_posted": return countSentence(item, decimals);
		case "adjustment_posted":
			if (item.to) return _t("Added %(goods)s at %(to)s", words);
			return item.reason === "odoo:scrap" ? _t("Scrapped %(goods)s at %(from)s", words) : _t("Written off %(goods)s at %(from)s", words);
		case "movement_amended": return item.to ? _t("Corrected: %(goods)s to %(to)s", words) : _t("Corrected: %(goods)s out of %(from)s", words);
		case "ledger_self_healed": return _t("Odoo repaired its own figure: %(goods)s at %(place)s", {
			goods: words.goods,
			place: item.to ?? item.from ?? _t("an unknown place")
		});
		case "unit_redefined": return _t("Unit of measure changed: %(goods)s", words);
		case "opening_balance": return _t("Opening balance %(goods)s at %(place)s", {
			goods: words.goods,
			place: item.to ?? item.from ?? ""
		});
		default: return _t("%(noun)s: %(goods)s", {
			noun: kindLook(item.kind).noun(),
			goods: words.goods
		});
	}
}
function stateWord({ to_state: state }) {
	return {
		available: () => _t("sellable"),
		quarantined: () => _t("quarantined"),
		damaged: () => _t("damaged"),
		returned: () => _t("returned")
	}[state ?? ""]?.() ?? _t("unknown");
}
// src/components/event_line/event_line.ts
/** One event as a sentence; one without effect says why. */
var EventLine = class extends _odoo_owl.Component {
	static template = "stock_control_tower.EventLine";
	static props = {
		item: Object,
		decimals: Number,
		age: String,
		fresh: Boolean,
		onOpen: Function
	};
	get sentence() {
		return eventSentence(this.props.item, this.props.decimals);
	}
	/** Why it had no effect; empty for what did. */
	get reason() {
		const { outcome, message } = this.props.item;
		return outcome && message || "";
	}
	get icon() {
		return this.look.icon;
	}
	get tone() {
		return this.look.tone;
	}
	get look() {
		const { outcome, kind } = this.props.item;
		if (outcome === null) return kindLook(kind);
		if (outcome === "recorded") return {
			icon: "fa-eye",
			tone: "system"
		};
		return {
			icon: "fa-times-circle",
			tone: "danger"
		};
	}
	/** Where it comes from: partner or Odoo document, lot. */
	get context() {
		const { lot, document, origin } = this.props.item;
		return [origin === "odoo" ? document ?? "Odoo" : origin, lot].filter((part) => !!part);
	}
};
// src/components/event_feed/event_feed.ts
/** What happens right now, newest on top. */
var EventFeed = class extends _odoo_owl.Component {
	static template = "stock_control_tower.EventFeed";
	static components = {
		EmptyState,
		EventLine
	};
	static props = {
		items: Array,
		heldCount: Number,
		paused: Boolean,
		loaded: Boolean,
		openedAt: String,
		serverNow: Number,
		decimals: Number,
		canConfigure: Boolean,
		onOpen: Function,
		onPause: Function,
		onRelease: Function,
		onReading: Function,
		onConnect: Function
	};
	list = (0, _odoo_owl.useRef)("list");
	pointed = false;
	get bannerText() {
		const { heldCount } = this.props;
		return heldCount === 1 ? _t("1 new, show") : _t("%s new, show", formatCount(heldCount));
	}
	age(item) {
		return formatAge(Math.max(0, this.props.serverNow - parseTime(item.recorded_at)));
	}
	isFresh(item) {
		return isNewer(item.sequence, this.props.openedAt);
	}
	onPointer(pointed) {
		this.pointed = pointed;
		this.reportReading();
	}
	reportReading() {
		const scrolled = (this.list.el?.scrollTop ?? 0) > 4;
		this.props.onReading(this.pointed || scrolled);
	}
	release() {
		if (this.list.el) this.list.el.scrollTop = 0;
		this.props.onRelease();
	}
};
// src/components/health_line/health_line.ts
var ICONS = {
	good: "fa-check-circle",
	attention: "fa-exclamation-circle",
	trouble: "fa-exclamation-triangle"
};
/** The first thing to read: how things are, in words, and how current that is. */
var HealthLine = class extends _odoo_owl.Component {
	static template = "stock_control_tower.HealthLine";
	static props = {
		health: { type: [Object, { value: null }] },
		freshness: String,
		age: String,
		failure: String,
		onRetry: Function
	};
	get icon() {
		return this.props.health ? ICONS[this.props.health.level] : "fa-circle-o-notch";
	}
	get text() {
		const { health, failure } = this.props;
		if (health) return health.text;
		return failure ? _t("The figures cannot be read: %s", failure) : _t("Reading the figures…");
	}
	get badge() {
		const { freshness, age, failure } = this.props;
		if (freshness === "fresh") return {
			text: _t("Live"),
			title: _t("Changes show within seconds"),
			icon: "fa-circle"
		};
		if (freshness === "loading") return {
			text: _t("Connecting"),
			title: "",
			icon: "fa-circle-o-notch fa-spin"
		};
		if (freshness === "offline") return {
			text: _t("Connection lost"),
			title: failure || _t("Changes arrive only every few seconds until it is back"),
			icon: "fa-chain-broken"
		};
		return {
			text: _t("Out of date"),
			title: failure || _t("The figures were read %s", age),
			icon: "fa-clock-o"
		};
	}
};
// src/lib/health.ts
/** Slower than this and a seller may promise what is gone: the goal is 2 s. */
var LATE_MS = 5e3;
/** The one sentence a manager reads first. */
function describeHealth(summary) {
	const waiting = waitingWords(summary);
	const failed = [
		refusedWords(summary),
		conflictWords(summary),
		gapWords(summary)
	].filter(Boolean);
	const said = [waiting || (failed.length ? _t("No event waits") : ""), ...failed];
	return {
		level: healthLevel(summary),
		text: said.filter(Boolean).join(", ") || quietWords(summary)
	};
}
function healthLevel(summary) {
	const { oldest_ms: oldest } = summary.waiting;
	if (summary.connected && oldest !== null && oldest > 6e4) return "trouble";
	const { conflicts_today: conflicts, refused_today: refused, sequence_gaps: gaps } = summary;
	if (conflicts || refused || gaps || isLate(summary)) return "attention";
	return "good";
}
/** The slower of the two directions, null while nothing was measured. */
function worstLag({ lag }) {
	const known = [lag.outbound_ms, lag.inbound_ms].filter((ms) => ms !== null);
	return known.length ? Math.max(...known) : null;
}
function isLate(summary) {
	const lag = worstLag(summary);
	return summary.connected && lag !== null && lag > 5e3;
}
function waitingWords({ connected, waiting }) {
	if (!waiting.count) return "";
	const count = formatCount(waiting.count);
	if (!connected) return waiting.count === 1 ? _t("1 event is kept for the first system you connect") : _t("%s events are kept for the first system you connect", count);
	if (waiting.oldest_ms !== null && waiting.oldest_ms > 5e3) {
		const age = formatDuration(waiting.oldest_ms ?? 0);
		return waiting.count === 1 ? _t("1 event has been waiting for %s", age) : _t("%(count)s events wait, the oldest for %(age)s", {
			count,
			age
		});
	}
	return waiting.count === 1 ? _t("1 event waits") : _t("%s events wait", count);
}
function refusedWords({ refused_today: count }) {
	if (!count) return "";
	return count === 1 ? _t("1 was refused today") : _t("%s were refused today", formatCount(count));
}
function conflictWords({ conflicts_today: count }) {
	if (!count) return "";
	return count === 1 ? _t("1 contradicts what is known") : _t("%s contradict what is known", formatCount(count));
}
function gapWords({ sequence_gaps: count }) {
	if (!count) return "";
	return count === 1 ? _t("1 gap in a partner's sequence") : _t("%s gaps in partners' sequences", formatCount(count));
}
function quietWords({ connected, applied_today: applied }) {
	if (!connected) return _t("No system is connected yet");
	return applied ? _t("All well: every event is through, %s applied today", formatCount(applied)) : _t("All well: every event is through");
}
// src/lib/sparkline.ts
/** The slower direction of each interval; null where nothing was measured. */
function worstOf(points) {
	return points.map(({ outbound_ms: out, inbound_ms: inbound }) => out === null ? inbound : inbound === null ? out : Math.max(out, inbound));
}
/** Scale of the picture: 50 ms and 50 s must both be readable, so it is logarithmic. */
var LogScale = class {
	max;
	min;
	height;
	/**
	* @param min lowest value told apart, the bottom of the picture
	* @param top smallest top of the scale: quiet lines must not look dramatic
	*/
	constructor(values, height, min, top) {
		this.height = height;
		this.min = min;
		this.max = Math.max(top, ...values.map((value) => value ?? 0));
	}
	/** Distance from the top, in SVG units. */
	y(value) {
		const share = Math.log(Math.max(this.min, value) / this.min) / Math.log(this.max / this.min);
		return round(this.height * (1 - share));
	}
};
/** Draws values into a box of `width` × `height` SVG units. */
function drawSparkline(values, width, height, scale) {
	const step = values.length > 1 ? width / (values.length - 1) : width;
	const points = values.map((value, index) => value === null ? null : {
		x: round(index * step),
		y: scale.y(value)
	});
	let line = "";
	let area = "";
	for (const run of runsOf(points)) {
		const [first] = run;
		const last = run.at(-1);
		if (!first || !last) continue;
		const path = run.map(({ x, y }) => `${x} ${y}`).join("L");
		line += `M${path}${run.length === 1 ? "h0.01" : ""}`;
		area += `M${first.x} ${height}L${path}L${last.x} ${height}Z`;
	}
	return {
		line,
		area
	};
}
/** Splits at the gaps. */
function runsOf(points) {
	const runs = [];
	let run = [];
	for (const point of points) if (point !== null) run.push(point);
	else if (run.length) {
		runs.push(run);
		run = [];
	}
	return run.length ? [...runs, run] : runs;
}
function round(value) {
	return Math.round(value * 100) / 100;
}
// src/components/lag_sparkline/lag_sparkline.ts
var WIDTH = 120;
var HEIGHT = 32;
/** Quicker than this is all the same to a person. */
var MIN_MS = 50;
/** Lag over the last minutes; the dashed line marks what counts as late. */
var LagSparkline = class extends _odoo_owl.Component {
	static template = "stock_control_tower.LagSparkline";
	static props = { points: Array };
	viewBox = `0 -2 ${WIDTH} 36`;
	width = WIDTH;
	get drawing() {
		return drawSparkline(worstOf(this.props.points), WIDTH, HEIGHT, this.scale);
	}
	/** Height of the "late" line. */
	get lateAt() {
		return this.scale.y(LATE_MS);
	}
	get scale() {
		return new LogScale(worstOf(this.props.points), HEIGHT, MIN_MS, 2 * LATE_MS);
	}
	get title() {
		const known = worstOf(this.props.points).filter((ms) => ms !== null);
		if (!known.length) return _t("No events in the last minutes");
		return _t("Slowest event of the last minutes: %s", formatDuration(Math.max(...known)));
	}
};
// src/components/metric_tile/metric_tile.ts
/** A figure that is a link to the rows behind it; the slot holds a picture. */
var MetricTile = class extends _odoo_owl.Component {
	static template = "stock_control_tower.MetricTile";
	static props = {
		name: String,
		label: String,
		value: String,
		note: String,
		icon: String,
		level: String,
		hint: String,
		onOpen: Function,
		slots: {
			type: Object,
			optional: true
		}
	};
};
// src/lib/row_window.ts
/** Rows drawn above and below the visible ones, so that scrolling shows no gap. */
var SPARE = 8;
/** Which rows of a long list of equal rows to draw. */
function rowWindow(scrollTop, viewHeight, rowHeight, count) {
	const top = Math.floor(Math.max(0, scrollTop) / rowHeight);
	const bottom = Math.ceil((Math.max(0, scrollTop) + viewHeight) / rowHeight);
	const last = Math.min(count - 1, bottom + SPARE);
	return {
		first: Math.max(0, Math.min(top - SPARE, last)),
		last
	};
}
// src/lib/totals.ts
/**
* "12,340 Units + kg, m": the sum of the unit of most products, and the names of
* the other units in stock; just "12,340 Units +" when short.
*/
function totalText(totals, short) {
	const [main, ...others] = totals ?? [];
	if (!main) return _t("no stock");
	const text = `${formatCount(Math.round(main.available))} ${main.uom}`;
	if (!others.length) return text;
	return short ? `${text} +` : `${text} + ${others.map(({ uom }) => uom).join(", ")}`;
}
/** Every unit for itself, for the tooltip. */
function totalDetails(totals, decimals) {
	return (totals ?? []).map((total) => [...figureLines(total, total.uom, decimals), _t("in %s products", formatCount(total.products))].join("\n")).join("\n\n");
}
// src/components/stock_row/stock_row.ts
/** One product: its figures in each warehouse. Drawn again only when it changes. */
var StockRow = class extends _odoo_owl.Component {
	static template = "stock_control_tower.StockRow";
	static props = {
		row: Object,
		index: Number,
		columns: Array,
		marked: Object,
		decimals: Number,
		compact: Boolean,
		onProduct: Function,
		onFigures: Function
	};
	get cells() {
		return this.props.columns.map((column) => this.cell(column));
	}
	quantity(value) {
		return formatQuantity(value, this.props.decimals);
	}
	/** What a figure means here, for its tooltip. */
	figureTitle(name, { figures }) {
		const { decimals, row } = this.props;
		if (name === "available") return figureLines(figures, row.uom, decimals).join("\n");
		if (name === "reserved") return _t("promised to planned deliveries and transfers");
		return [name === "held" ? heldWords(figures, decimals) : _t("in every state"), ...besideWords(figures, decimals)].join("\n");
	}
	cell({ key, warehouse }) {
		const { row, marked, decimals } = this.props;
		const figures = warehouse ? row.warehouses[key] ?? NO_STOCK : rowFigures(row);
		const stocked = hasStock(figures);
		return {
			key,
			warehouseId: warehouse?.id ?? null,
			figures,
			held: held(figures),
			beside: [
				{
					name: "on_hand",
					value: stocked ? figures.on_hand : null
				},
				{
					name: "reserved",
					value: figures.reserved || null
				},
				{
					name: "held",
					value: held(figures) || null
				}
			],
			stocked,
			negative: withoutDust(figures.available, decimals) < 0,
			marked: warehouse !== null && marked.has(cellKey(row.id, warehouse.id))
		};
	}
};
var PRODUCT_WIDTH = 240;
/** Narrower than this, the four columns of figures are stacked in one. */
var GROUP_WIDTH = 236;
/** Products × warehouses; only the rows in view exist in the page. */
var StockGrid = class extends _odoo_owl.Component {
	static template = "stock_control_tower.StockGrid";
	static components = {
		EmptyState,
		StockRow
	};
	static props = {
		rows: Object,
		count: { type: [Number, { value: null }] },
		totals: Object,
		warehouses: Array,
		marked: Object,
		decimals: Number,
		filtered: Boolean,
		onRows: Function,
		onProduct: Function,
		onFigures: Function,
		onClear: Function
	};
	scroller = (0, _odoo_owl.useRef)("scroller");
	state = (0, _odoo_owl.useState)({
		scrollTop: 0,
		height: 800,
		width: 1200
	});
	rowHeight = 44;
	groupColumns = 4;
	reported = "";
	kept = null;
	setup() {
		(0, _odoo_owl.onMounted)(() => this.measure());
		(0, _odoo_owl.onPatched)(() => this.reportRows());
		(0, _odoo_owl.useExternalListener)(window, "resize", () => this.measure());
	}
	get compact() {
		return this.state.width < PRODUCT_WIDTH + this.columns.length * GROUP_WIDTH;
	}
	/** The same array while the warehouses are the same, so that rows keep their props. */
	get columns() {
		const { warehouses } = this.props;
		const ids = warehouses.map(({ id }) => id).join();
		if (this.kept?.ids !== ids) this.kept = {
			ids,
			columns: columnsOf(warehouses)
		};
		return this.kept.columns;
	}
	get drawn() {
		const { first, last } = this.window;
		const length = Math.max(0, last - first + 1);
		return Array.from({ length }, (_hole, step) => ({
			index: first + step,
			row: this.props.rows.get(first + step) ?? null
		}));
	}
	get heightAbove() {
		return this.window.first * 44;
	}
	get heightBelow() {
		return Math.max(0, (this.props.count ?? 0) - this.window.last - 1) * 44;
	}
	total(column) {
		return totalText(this.props.totals[column.key], this.compact);
	}
	totalTitle(column) {
		return totalDetails(this.props.totals[column.key], this.props.decimals);
	}
	onScroll() {
		this.state.scrollTop = this.scroller.el?.scrollTop ?? 0;
	}
	get window() {
		const { scrollTop, height } = this.state;
		return rowWindow(scrollTop, height, 44, this.props.count ?? 0);
	}
	measure() {
		if (!this.scroller.el) return;
		this.state.height = this.scroller.el.clientHeight || this.state.height;
		this.state.width = this.scroller.el.clientWidth || this.state.width;
	}
	reportRows() {
		const { first, last } = this.window;
		const asked = `${first}-${last}`;
		if (last < 0 || asked === this.reported) return;
		this.reported = asked;
		this.props.onRows(first, last);
	}
};
function columnsOf(warehouses) {
	const single = warehouses.map((warehouse) => ({
		key: String(warehouse.id),
		warehouse,
		title: warehouse.name
	}));
	return warehouses.length > 1 ? [{
		key: "all",
		warehouse: null,
		title: _t("All warehouses")
	}, ...single] : single;
}
// src/components/stock_toolbar/stock_toolbar.ts
/** Long enough to type on, short enough to feel immediate. */
var TYPING_MS = 180;
/** Narrows the grid: by text, by warehouse, to what is in stock. */
var StockToolbar = class extends _odoo_owl.Component {
	static template = "stock_control_tower.StockToolbar";
	static props = {
		search: String,
		warehouses: Array,
		warehouseIds: Array,
		onlyWithStock: Boolean,
		onSearch: Function,
		onWarehouses: Function,
		onOnlyWithStock: Function
	};
	typing;
	isChosen(id) {
		return this.props.warehouseIds.includes(id);
	}
	onInput(event) {
		const text = event.target.value;
		clearTimeout(this.typing);
		this.typing = setTimeout(() => this.props.onSearch(text.trim()), TYPING_MS);
	}
	onKeydown(event) {
		if (event.key !== "Escape") return;
		event.target.value = "";
		clearTimeout(this.typing);
		this.props.onSearch("");
	}
	toggleWarehouse(id) {
		const { warehouses, warehouseIds } = this.props;
		const ids = this.isChosen(id) ? warehouseIds.filter((chosen) => chosen !== id) : [...warehouseIds, id];
		this.props.onWarehouses(ids.length === warehouses.length ? [] : ids);
	}
};
// src/services/overview_api.ts
var MODEL = "stock.tower.overview";
function createOverviewApi(orm) {
	const ask = (method, kwargs) => orm.silent.call(MODEL, method, [], kwargs);
	return {
		snapshot: (stock, feedAfter, feedLimit) => ask("snapshot", {
			stock,
			feed_after: feedAfter,
			feed_limit: feedLimit
		}),
		stockPage: (request) => ask("stock_page", { ...request }),
		listAction: (list) => ask("action_list", { name: list }),
		productEventsAction: (productId) => ask("action_product_events", { product_id: productId }),
		statesAction: (productId, warehouseIds, figure) => ask("action_states", {
			product_id: productId,
			warehouse_ids: warehouseIds,
			figure
		}),
		eventAction: (outboxId, inboxId) => ask("action_event", {
			outbox_id: outboxId,
			inbox_id: inboxId
		}),
		connectAction: () => ask("action_connect", {})
	};
}
// src/stores/feed_store.ts
/** Kept on screen; older ones are in the list of events. */
var KEPT = 100;
/**
* The live feed. New events appear at once while the user looks at the top;
* while paused, scrolled down or pointed at, they wait behind a banner, so that
* the list never jumps.
*/
var FeedStore = class {
	items = (0, _odoo_owl.markRaw)([]);
	held = (0, _odoo_owl.markRaw)([]);
	/** The user pressed pause. */
	paused = false;
	/** The user reads: pointer over the list or scrolled away from the top. */
	reading = false;
	loaded = false;
	/** Number of the newest event looked at; not each of them is shown. */
	cursor = "0";
	/** Items newer than this came in live; they are softly marked. */
	openedAt = "0";
	get holding() {
		return this.paused || this.reading;
	}
	/**
	* @param items newest first, all newer than the cursor
	* @param head number of the newest event that was looked at for them
	*/
	accept(items, head) {
		if (isNewer(head, this.cursor)) this.cursor = head;
		if (!this.loaded) this.openedAt = this.cursor;
		if (items.length) {
			if (this.holding && this.loaded) this.held = merge(items, this.held);
			else this.items = merge(items, this.items);
		}
		this.loaded = true;
	}
	/** Puts what waited on top. */
	release() {
		this.items = merge(this.held, this.items);
		this.held = (0, _odoo_owl.markRaw)([]);
	}
	togglePause() {
		this.paused = !this.paused;
		if (!this.holding) this.release();
	}
	setReading(reading) {
		if (reading === this.reading) return;
		this.reading = reading;
		if (!this.holding) this.release();
	}
};
function merge(newer, older) {
	return (0, _odoo_owl.markRaw)([...newer.map((item) => (0, _odoo_owl.markRaw)(item)), ...older].slice(0, KEPT));
}
function createFeedStore() {
	return (0, _odoo_owl.reactive)(new FeedStore());
}
/** How current the page is: what it has read, and whether hints reach it. */
var LiveStore = class {
	/** Hints arrive. Assumed until the bus says otherwise. */
	connected = true;
	/** The last read failed, with the reason to show. */
	failure = null;
	/** Client clock of the current render, renewed each second. */
	now = Date.now();
	/** Highest event number the figures cover. */
	head = "0";
	/** Client clock when the figures were read; null before the first. */
	readAt = null;
	/** Server clock minus client clock. */
	skewMs = 0;
	/** Whether a hint announces something the figures do not show yet. */
	isNews(head) {
		return isNewer(head, this.head);
	}
	recordRead(at, head, now) {
		this.now = now;
		this.readAt = now;
		this.skewMs = parseTime(at) - now;
		this.failure = null;
		if (isNewer(head, this.head)) this.head = head;
	}
	recordFailure(reason) {
		this.failure = reason;
	}
	setConnected(connected) {
		this.connected = connected;
	}
	tick(now) {
		this.now = now;
	}
	/** Age of the figures in milliseconds; null before the first read. */
	get figuresAge() {
		return this.readAt === null ? null : Math.max(0, this.now - this.readAt);
	}
	/** The server's clock, for the age of what the server has stamped. */
	get serverNow() {
		return this.now + this.skewMs;
	}
	get freshness() {
		const age = this.figuresAge;
		if (age === null) return this.failure ? "offline" : "loading";
		if (!this.connected) return "offline";
		return age > 1e4 ? "stale" : "fresh";
	}
};
function createLiveStore() {
	return (0, _odoo_owl.reactive)(new LiveStore());
}
// src/stores/stock_store.ts
/** Rows read beyond the visible ones, above and below. */
var MARGIN = 30;
/** The server refuses more rows in one page. */
var MAX_ROWS = 200;
/** Sums over the whole list are read no more often than this; rows are, twice a second. */
var TOTALS_MS = 5e3;
/** A changed figure stays marked this long. */
var MARKED_MS = 4e3;
/**
* The products × warehouses grid: a window of rows over a list the server
* orders. Values are replaced, never changed in place, so that components see
* new props.
*/
var StockStore = class {
	query = {
		search: "",
		warehouseIds: [],
		onlyWithStock: false
	};
	count = null;
	totals = {};
	/** By position in the whole list; holes are not read yet. */
	rows = (0, _odoo_owl.markRaw)(/* @__PURE__ */ new Map());
	/** Cells that changed a moment ago, by cell key. */
	marked = (0, _odoo_owl.markRaw)(/* @__PURE__ */ new Map());
	offset = 0;
	limit = 100;
	generation = 0;
	/** Client clock when the totals were read; 0: not for this question. */
	totalsAt = 0;
	api;
	constructor(api) {
		this.api = (0, _odoo_owl.markRaw)(api);
	}
	get request() {
		const { search, warehouseIds, onlyWithStock } = this.query;
		return {
			offset: this.offset,
			limit: this.limit,
			search,
			warehouse_ids: [...warehouseIds],
			only_with_stock: onlyWithStock,
			totals: Date.now() - this.totalsAt >= TOTALS_MS
		};
	}
	/** Names the question asked; an answer to an older question is dropped. */
	get questionId() {
		return this.generation;
	}
	async setQuery(change) {
		this.query = {
			...this.query,
			...change
		};
		this.generation += 1;
		this.offset = 0;
		this.totalsAt = 0;
		await this.read(true);
	}
	/** The user sees rows `first` to `last`. */
	async showRows(first, last) {
		if (this.covers(first, last)) return;
		this.offset = Math.max(0, first - MARGIN);
		this.limit = Math.min(MAX_ROWS, last - this.offset + 1 + MARGIN);
		await this.read(false);
	}
	/** Takes an answer in; `question` tells which question it answers. */
	accept(page, question, now) {
		if (question !== this.generation) return;
		const sameList = page.count === this.count;
		this.count = page.count;
		if (page.totals) {
			this.totals = (0, _odoo_owl.markRaw)(page.totals);
			this.totalsAt = now;
		}
		const rows = new Map(sameList ? this.rows : []);
		const changed = [];
		const known = new Map([...this.rows.values()].map((row) => [row.id, row]));
		page.rows.forEach((row, index) => {
			const before = known.get(row.id);
			if (before) changed.push(...changedCells(before, row));
			rows.set(page.offset + index, before && sameRow(before, row) ? before : (0, _odoo_owl.markRaw)(row));
		});
		this.rows = (0, _odoo_owl.markRaw)(rows);
		if (changed.length) {
			const marks = new Map(this.marked);
			for (const key of changed) marks.set(key, now);
			this.marked = (0, _odoo_owl.markRaw)(marks);
		}
	}
	/** Forgets marks that have been seen long enough. */
	tick(now) {
		const fresh = [...this.marked].filter(([, at]) => now - at < MARKED_MS);
		if (fresh.length !== this.marked.size) this.marked = (0, _odoo_owl.markRaw)(new Map(fresh));
	}
	async read(newQuestion) {
		const question = this.generation;
		const { offset, limit } = this;
		const page = await this.api.stockPage(this.request);
		if (question !== this.generation) return;
		if (newQuestion) {
			this.rows = (0, _odoo_owl.markRaw)(/* @__PURE__ */ new Map());
			this.marked = (0, _odoo_owl.markRaw)(/* @__PURE__ */ new Map());
		} else if (offset !== this.offset || limit !== this.limit) return;
		this.accept(page, question, Date.now());
	}
	/** Periodic reads renew only the current window, so it must hold the view. */
	covers(first, last) {
		return first >= this.offset && last < this.offset + this.limit;
	}
};
function createStockStore(api) {
	return (0, _odoo_owl.reactive)(new StockStore(api));
}
// src/stores/tower_store.ts
/** The page's figures; one read of the server fills all of its parts. */
var TowerStore = class {
	summary = null;
	lag = (0, _odoo_owl.markRaw)([]);
	warehouses = (0, _odoo_owl.markRaw)([]);
	decimals = 2;
	canConfigure = false;
	live;
	stock;
	feed;
	api;
	constructor(api) {
		this.api = (0, _odoo_owl.markRaw)(api);
		this.live = createLiveStore();
		this.stock = createStockStore(api);
		this.feed = createFeedStore();
	}
	/** Reads everything anew. Never throws: a failed read shows as stale. */
	async refresh() {
		const question = this.stock.questionId;
		try {
			const snapshot = await this.api.snapshot(this.stock.request, this.feed.cursor, 50);
			this.accept(snapshot, question);
		} catch (error) {
			this.live.recordFailure(reasonOf(error));
		}
	}
	tick(now) {
		this.live.tick(now);
		this.stock.tick(now);
	}
	accept(snapshot, question) {
		const now = Date.now();
		this.live.recordRead(snapshot.at, snapshot.head, now);
		this.summary = (0, _odoo_owl.markRaw)(snapshot.summary);
		this.lag = (0, _odoo_owl.markRaw)(snapshot.lag);
		this.decimals = snapshot.decimals;
		this.canConfigure = snapshot.can_configure;
		if (!sameWarehouses(this.warehouses, snapshot.warehouses)) this.warehouses = (0, _odoo_owl.markRaw)(snapshot.warehouses);
		this.stock.accept(snapshot.stock, question, now);
		this.feed.accept(snapshot.feed, snapshot.head);
	}
};
/** The server's own words for a refusal, else the error's. */
function reasonOf(error) {
	const { data, message } = error;
	return data?.message ?? message ?? String(error);
}
function sameWarehouses(left, right) {
	return JSON.stringify(left) === JSON.stringify(right);
}
function createTowerStore(api) {
	return (0, _odoo_owl.reactive)(new TowerStore(api));
}
// src/lib/pacer.ts
/**
* Runs one task at a time, as soon as it is asked for but never more often than
* the spacing allows; requests that come while it runs are one more run.
*/
var Pacer = class {
	lastStart = -Infinity;
	running = false;
	asked = false;
	paused = true;
	timer = null;
	task;
	options;
	constructor(task, options) {
		this.task = task;
		this.options = options;
	}
	/** Starts or resumes; the first run is due at once. */
	resume() {
		this.paused = false;
		this.ask();
	}
	/** No further run starts; one that is under way may still end. */
	pause() {
		this.paused = true;
		this.asked = false;
		this.clear();
	}
	/** Something changed: run soon. */
	ask() {
		if (this.paused) return;
		this.asked = true;
		if (!this.running) this.schedule();
	}
	schedule() {
		this.clear();
		const { clock, spacingMs, backstopMs } = this.options;
		const due = this.lastStart + (this.asked ? spacingMs : backstopMs);
		this.timer = clock.setTimeout(() => void this.run(), Math.max(0, due - clock.now()));
	}
	async run() {
		this.timer = null;
		this.running = true;
		this.asked = false;
		this.lastStart = this.options.clock.now();
		try {
			await this.task();
		} finally {
			this.running = false;
			if (!this.paused) this.schedule();
		}
	}
	clear() {
		if (this.timer !== null) this.options.clock.clearTimeout(this.timer);
		this.timer = null;
	}
};
// src/services/live_hints.ts
/** Name a client asks for; the server turns it into its companies' channels. */
var CHANNEL = "stock_control_tower";
var CHANGED = "stock_control_tower.changed";
/**
* Listens to "something changed" hints. A hint carries no figures: a lost one
* costs a few seconds, never correctness.
*
* @returns stops listening.
*/
function listenToHints(bus, listener) {
	const onChanged = (payload) => listener.onHint(String(payload.head ?? "0"));
	const onUp = () => listener.onConnected(true);
	const onDown = () => listener.onConnected(false);
	const states = [
		["BUS:CONNECT", onUp],
		["BUS:RECONNECT", onUp],
		["BUS:DISCONNECT", onDown],
		["BUS:RECONNECTING", onDown]
	];
	bus.subscribe(CHANGED, onChanged);
	for (const [event, callback] of states) bus.addEventListener(event, callback);
	bus.addChannel(CHANNEL);
	return () => {
		bus.unsubscribe(CHANGED, onChanged);
		for (const [event, callback] of states) bus.removeEventListener(event, callback);
		bus.deleteChannel(CHANNEL);
	};
}
// src/pages/tower/live_updates.ts
/** At most two repaints a second, however many events arrive. */
var SPACING_MS = 500;
/** Hints may be lost; below 10 s, so that healthy figures never look stale. */
var BACKSTOP_MS = 9e3;
var browserClock = {
	now: () => Date.now(),
	setTimeout: (callback, ms) => window.setTimeout(callback, ms),
	clearTimeout: (timer) => window.clearTimeout(timer)
};
/**
* Keeps a store current while the component is on screen: by hints, with a
* periodic read as backstop; a hidden tab rests.
*
* Listening starts before the first read, so nothing falls between the two; the
* bus repeats up to 50 s of old hints on connecting, and those announce nothing
* that the figures do not hold already.
*/
function useLiveUpdates(store, bus) {
	const pacer = new Pacer(() => store.refresh(), {
		spacingMs: SPACING_MS,
		backstopMs: BACKSTOP_MS,
		clock: browserClock
	});
	const onVisibility = () => document.hidden ? pacer.pause() : pacer.resume();
	let stopListening;
	let ticking;
	(0, _odoo_owl.onMounted)(() => {
		stopListening = listenToHints(bus, {
			onHint: (head) => store.live.isNews(head) && pacer.ask(),
			onConnected: (connected) => {
				store.live.setConnected(connected);
				if (connected) pacer.ask();
			}
		});
		document.addEventListener("visibilitychange", onVisibility);
		ticking = window.setInterval(() => {
			if (!document.hidden) store.tick(Date.now());
		}, 1e3);
		if (!document.hidden) pacer.resume();
	});
	(0, _odoo_owl.onWillUnmount)(() => {
		pacer.pause();
		stopListening();
		document.removeEventListener("visibilitychange", onVisibility);
		window.clearInterval(ticking);
	});
	return { refresh: () => pacer.ask() };
}
// src/pages/tower/tiles.ts
/** The five figures of the page, in the order of the questions they answer. */
function towerTiles(summary) {
	return [
		lagTile(summary),
		waitingTile(summary),
		...inboxTiles(summary)
	];
}
function lagTile(summary) {
	const lag = worstLag(summary);
	const { outbound_ms: out, inbound_ms: inbound } = summary.lag;
	const parts = [out === null ? "" : _t("out %s", formatDuration(out)), inbound === null ? "" : _t("in %s", formatDuration(inbound))];
	return {
		name: "lag",
		label: _t("Lag now"),
		value: lag === null ? "–" : formatDuration(lag),
		note: parts.filter(Boolean).join(" · ") || _t("no events in the last minutes"),
		icon: "fa-tachometer",
		level: lag === null ? "plain" : lag > 5e3 ? "attention" : "good",
		hint: _t("From the event to its effect, the slowest of the last 30 s. Opens the publications.")
	};
}
function waitingTile({ waiting, connected }) {
	const age = waiting.oldest_ms ?? 0;
	const stuck = connected && age > 6e4;
	const note = !waiting.count ? _t("everything is published") : connected ? _t("oldest %s", formatDuration(age)) : _t("no system listens yet");
	return {
		name: "waiting",
		label: _t("Events waiting"),
		value: formatCount(waiting.count),
		note,
		icon: "fa-hourglass-half",
		level: stuck ? "trouble" : connected && age > 5e3 ? "attention" : "plain",
		hint: _t("Events not yet published. Opens them.")
	};
}
function inboxTiles(summary) {
	const { refused_today: refused, conflicts_today: conflicts, applied_today: applied } = summary;
	const duplicates = summary.duplicates_today;
	return [
		{
			name: "refused",
			label: _t("Refused today"),
			value: formatCount(refused),
			note: refused ? _t("each says why and what to do") : _t("none"),
			icon: "fa-times-circle",
			level: refused ? "trouble" : "plain",
			hint: _t("Partner events that could not take effect. Opens them.")
		},
		{
			name: "conflicts",
			label: _t("Conflicts today"),
			value: formatCount(conflicts),
			note: conflicts ? _t("each says what it contradicts") : _t("none"),
			icon: "fa-random",
			level: conflicts ? "attention" : "plain",
			hint: _t("Events that contradict an earlier one or what Odoo has. Opens them.")
		},
		{
			name: "applied",
			label: _t("Applied today"),
			value: formatCount(applied),
			note: duplicates ? _t("%s repeats recognised", formatCount(duplicates)) : _t("each took effect once"),
			icon: "fa-check-circle",
			level: "plain",
			hint: _t("Partner events that changed stock. Opens them.")
		}
	];
}
// src/pages/tower/tower_page.ts
/** The warehouse manager's first look: health, figures, stock, what happens. */
var TowerPage = class extends _odoo_owl.Component {
	static template = "stock_control_tower.TowerPage";
	static components = {
		EventFeed,
		HealthLine,
		LagSparkline,
		Layout: _web_search_layout.Layout,
		MetricTile,
		StockGrid,
		StockToolbar
	};
	static props = { ..._web_webclient_actions_action_service.standardActionServiceProps };
	static displayName = _t("Control Tower");
	static path = "control-tower";
	display = { controlPanel: {} };
	setup() {
		this.action = (0, _web_core_utils_hooks.useService)("action");
		this.api = createOverviewApi((0, _web_core_utils_hooks.useService)("orm"));
		const store = createTowerStore(this.api);
		this.store = (0, _odoo_owl.useState)(store);
		this.refresh = useLiveUpdates(store, (0, _web_core_utils_hooks.useService)("bus_service")).refresh;
	}
	get health() {
		return this.store.summary && describeHealth(this.store.summary);
	}
	get age() {
		const { figuresAge } = this.store.live;
		return figuresAge === null ? "" : formatAge(figuresAge);
	}
	get tiles() {
		return this.store.summary ? towerTiles(this.store.summary) : [];
	}
	get columns() {
		const { warehouses, stock } = this.store;
		const { warehouseIds } = stock.query;
		if (!warehouseIds.length) return warehouses;
		return warehouses.filter(({ id }) => warehouseIds.includes(id));
	}
	get countText() {
		const { count } = this.store.stock;
		if (count === null) return "";
		return count === 1 ? _t("1 product") : _t("%s products", formatCount(count));
	}
	get filtered() {
		const { search, warehouseIds, onlyWithStock } = this.store.stock.query;
		return !!search || warehouseIds.length > 0 || onlyWithStock;
	}
	async open(action) {
		await this.action.doAction(await action);
	}
	openList(name) {
		return this.open(this.api.listAction(name));
	}
	openProduct(productId) {
		return this.open(this.api.productEventsAction(productId));
	}
	openFigures(productId, warehouseId, figure) {
		const chosen = this.store.stock.query.warehouseIds;
		const warehouseIds = warehouseId === null ? [...chosen] : [warehouseId];
		return this.open(this.api.statesAction(productId, warehouseIds, figure));
	}
	openEvent(item) {
		const inboxId = item.outcome ? item.inbox_id : null;
		return this.open(this.api.eventAction(item.outbox_id, inboxId));
	}
	openPartners() {
		return this.open(this.api.connectAction());
	}
	clearFilters() {
		this.store.stock.setQuery({
			search: "",
			warehouseIds: [],
			onlyWithStock: false
		});
	}
};
// src/main.ts
_web_core_registry.registry.category("actions").add("stock_control_tower.tower", TowerPage, { force: true });
exports.EventFeed = EventFeed;
exports.EventLine = EventLine;
exports.MetricTile = MetricTile;
exports.StockGrid = StockGrid;
exports.StockRow = StockRow;
exports.StockToolbar = StockToolbar;
exports.TowerPage = TowerPage;
return module.exports;
});
