#include "domain/understanding/words.hpp"

#include <array>

namespace croozer::understanding {

namespace {

// clang-format off
constexpr auto words = std::to_array<WordList>({
    {Word::Number, 1,
     "one|single"},
    {Word::Number, 2,
     "two|twice|couple|pair|a couple of|a pair of|couple of|pair of"},
    {Word::Number, 3,
     "three"},
    {Word::Number, 4,
     "four"},
    {Word::Number, 5,
     "five"},
    {Word::Number, 6,
     "six|"
     "half dozen|half a dozen"},
    {Word::Number, 7,
     "seven"},
    {Word::Number, 8,
     "eight"},
    {Word::Number, 9,
     "nine"},
    {Word::Number, 10,
     "ten"},
    {Word::Number, 11,
     "eleven"},
    {Word::Number, 12,
     "twelve|dozen|a dozen"},
    {Word::Number, 13,
     "thirteen"},
    {Word::Number, 14,
     "fourteen"},
    {Word::Number, 15,
     "fifteen"},
    {Word::Number, 16,
     "sixteen"},
    {Word::Number, 17,
     "seventeen"},
    {Word::Number, 18,
     "eighteen"},
    {Word::Number, 19,
     "nineteen"},
    {Word::Number, 20,
     "twenty"},
    {Word::Number, 24,
     "two dozen|twenty four"},
    {Word::Number, 36,
     "three dozen"},
    {Word::Number, 30,
     "thirty"},
    {Word::Number, 40,
     "forty"},
    {Word::Number, 50,
     "fifty"},
    {Word::Number, 100,
     "hundred|a hundred|one hundred"},
    {Word::Ordinal, 3,
     "third"},
    {Word::Ordinal, 4,
     "fourth"},
    {Word::Ordinal, 5,
     "fifth"},
    {Word::Half, 0,
     "half|one half|half of it|half with|one side|half a"
     "|other side|the other side"
     "|half of the pizza|"},
    {Word::Half, 5,
     "half and half|half n half"},
    {Word::Half, 3,
     "the other half|other half|second half|the second half"},
    {Word::Half, 2,
     "all over|on the whole|on the whole thing|on the whole pizza|all over it|on all of it|on both halves|on both sides|over everything"},
    {Word::Half, 1,
     "on half|on one half|on the other|on the other half|on the other side|on one side|on half of it|on the first half|on the second half"},
    {Word::Times, 0,
     "x|times"},
    {Word::With, 0,
     "with|with nothing but|plus|topped|w|with a|topped with|with some|"
     "along with|together with|add on|topped off with|covered in|covered with|loaded with|that has|which has|that have|that includes|including|includes|alongside|as well as with|sprinkled with|and with|has|having|put on|added"
     "|stuffed with|filled with|made with|garnished with|finished with|served with"
     "|paired with|accompanied by"},
    {Word::Without, 0,
     "without|minus|hold|wo|with no|no more|leave out|leave off|hold the|without the|"
     "without any|but no|and no|w o|"
     "avoid|skip|skip the|hold on|hold on the|hold off on|i dont want|dont want|do not want|i do not want|dont put|dont put any|dont add|do not put|do not add|wont need|dont need|i dont need|no need for|dont include|leave off the|leave off both the|leave off both|leave out the|you can leave out|you can leave off|take off|take off the|take out|take out the|without any|with zero|avoid the|lose the|nix the|ditch the|cut the|hold any|"
     "without adding|not adding|not the|no need of|without having"
     "|anything but|any but|doesnt want|does not want|didnt want|doesnt like|dont like|does not like"
     "|do not like|doesnt eat|dont eat|does not eat|do not eat|hates|hate|cant have|cannot have"
     "|cant eat|cannot eat|cant stand"},
    {Word::Without, 0,
     "i dont want any|dont want any|i do not want any|do not want any|we dont want any|dont need any"
     "|i dont need any|no any|wont have any"},
    {Word::Without, 2,
     "except|except for|except that|apart from|other than|besides the"},
    {Word::Without, 1,
     "nvm the|nvm about the|scratch the|forget the|forget about the|never mind the|nevermind the"},
    {Word::Not, 0,
     "no|not|dont"},
    {Word::Extra, 0,
     "extra|xtra|whole bunch of|a whole bunch of|whole lot of|a whole lot of|whole lotta|heaps of|heaps|a heap of|stacks of|piles of|a pile of|tons|lots|lots of|a lot of|loads of|more of|extra of|"
     "additional|heavy|heavy on|lots and lots of|plenty of|a ton of|tons of|bunch of|a bunch of|generous|generous on|with a lot of|double up on|extra amount of"},
    {Word::Extra, 2,
     "double"},
    {Word::Extra, 5,
     "very"},
    {Word::Light, 0,
     "light|dont put much|dont put too much|dont add much|dont add too much|dont put a lot of|dont put so much|not many|not too many|not so much|not so many|dont go heavy on|tiny bit|tiny bit of|a tiny bit|a tiny bit of|a teeny bit of|little|less|lite|a little|a bit|easy on|easy on the|not too much|"
     "a little bit of|not much|light on|go easy on|"
     "a drizzle of|drizzle of|a touch of|touch of|a hint of|hint of|a dash of|dash of|a pinch of|pinch of|small amount of|a small amount of|just a little|only a little|just a bit of|a bit of|a little of|lightly|not a lot of|hardly any|a splash of|splash of|little bit of"},
    {Word::And, 0,
     "and|n|"
     "or|nor"},
    {Word::But, 0,
     "but"},
    {Word::Plain, 0,
     "plain|regular|normal|simple|just as it comes|as it comes|as is|just plain|just regular|just normal|and no toppings|with no toppings|no extras|and no extras|no toppings|without toppings|nothing on it|"
     "with nothing"
     "|without anything|without anything on it|with nothing on it|without any toppings"
     "|no toppings at all|nothing on top"},
    {Word::All, 0,
     "all|each one with|each with|all three|all four|all five|all 3|all 4|all 5|all of these|all of those|each|all of them|each one|each of them|on all|all with|all of the"},
    {Word::All, 2,
     "both dishes|both of the dishes|both plates|both orders|both|both of them|on both|both with|both of the|for both|for both of them|for both of us|in both|to both"},
    {Word::All, 4,
     "anywhere|on anything|in anything|in either|on either|in either of them|on either of them|in either one|in anything at all|in each|on each|to each|for each|in each one|on each one|in each of them|in all of them|on all of them|to all of them|for all of them|with all of them|on any|in any|on any of them|in any of them|on any of those|in any of those|for any of them|on either|in either|on either of them|in either of them|on either one"},
    {Word::All, 3,
     "neither|neither one|neither of them|neither of those|neither of the two"},
    {Word::Everything, 0,
     "everything|all toppings|all the toppings|all the veggies|all the sauces|all the fixings"},
    {Word::Other, 0,
     "other|the other|the other one|other one"},
    {Word::Other, 1,
     "the first|the first one|first one|first"},
    {Word::Other, 2,
     "second|the second|the second one|second one"},
    {Word::Other, 3,
     "the third|the third one|third one"},
    {Word::Other, -1,
     "the last|the last one|last one"},
    {Word::Add, 1,
     "put back|bring back|add back|put back the|bring back the|add back the"},
    {Word::Add, 0,
     "add|put|include|please add|can you add|could you add|i forgot|and also add|can i add"},
    {Word::More, 0,
     "another|more|additional|more of those|more of them|more of these|more of that"
     "|more like that|more like this|more like those|more like these"},
    {Word::Remove, 0,
     "remove|delete|drop|take off|take out|take away|get rid of|please remove"
     "|scrap|scrap the|drop the|ditch|kill the|lose|nix|bin the"},
    {Word::Remove, 1,
     "off|out|can go|can go too|can go though|has to go|have to go|needs to go|can come off|can be cancelled"
     "|can be removed|is not needed|isnt needed|not needed|arent needed"},
    {Word::Total, 0,
     "in total|so in total|in total its|so in total its|all in all|so all in all|altogether|so altogether"
     "|all together|so all together|total|in all|final order|the final order|my final order|our final order|final order is|the final order is"
     "|final list|the final list|to sum up|to sum it up|to recap|recap|in summary|summary"
     "|final order in total|so final order|total order|the total order|the whole order is"
     "|the full order|full order|the full order is|my full order|so the order is|the order is now"
     "|just to confirm the order|so to confirm"},
    {Word::Keep, 1,
     "stays|stay|stays the same|stay the same|stays as is|stays as it is|stays as it was|stay as it is"
     "|stay as they are|stay as is|stay as it was|can stay|can stay as is|can stay as it is|remains"
     "|remains the same|remain the same|remains as is|is fine as is|are fine as is"
     "|is fine as it is|are fine as they are|unchanged|stays plain|stays regular|can keep it"
     "|can keep them|keeps it|keeps them|leave the rest|leave the rest as is|keep the rest"
     "|keep the rest as is|leave everything else|leave everything else as is|keep everything else"
     "|keep everything else the same|leave the other one|leave the other one as is|should stay"
     "|should stay as is|should stay the same|leave the other stuff|leave the others|leave the others as is"
     "|leave all the rest|keep the others|keep the other stuff|keep all the rest|everything else is fine"
     "|everything else is perfect|everything else is good|everything else is great|the rest is fine"
     "|the rest is perfect|the rest is good|the rest is great|rest is fine|rest is perfect|rest is good"
     "|rest stays the same|rest stays"
     "|as you wrote|as you wrote it|like you wrote|like it was|as before|like before|can stay like that"
     "|can stay as it was|stays like that|stays normal|stays the way it is|like it is now"},
    {Word::Keep, 0,
     "leave the|leave it|leave them|leave that|keeping|leaving|keeping the|leaving the|keep just|keep only|keep just the|keep only the|leave just the|leave only the|keep|keep the|but keep|but keep the"
     "|keep them|keep it|keep that|keep those|leave it in|leave them in"},
    {Word::Change, 0,
     "change|replace|swap|switch|upgrade|downgrade|turn|can you change|please change"
     "|increase|decrease|raise|lower|reduce|cut down|bring up|bring down"
     "|bump|bump up"},
    {Word::Change, 2,
     "double the order|double my order|double our order|double the whole order|double everything i ordered"},
    {Word::Make, 0,
     "becomes|make|should be|must be|needs to be|need to be|has to be|have to be|ought to be|should come"
     "|should have been|supposed to be|was supposed to be"},
    {Word::Make, 1,
     "make it|make that|make them|change it to|change that to|make those"},
    {Word::Instead, 0,
     "instead|instead of|rather than|in place of"},
    {Word::Instead, 1,
     "in its place|in their place|in place of it|instead of it|instead of that"},
    {Word::Actually, 0,
     "sory|sry|soryy|sorri|srry|actually|on second thoughts|second thoughts|sorry|wait|oops|scratch|no wait|i meant|i mean|hold on|no sorry|"
     "my mistake|on second thought"},
    {Word::Rest, 0,
     "the rest|rest of them|the remaining|the rest of them|remaining|the others|others"},
    {Word::Same, 1,
     "same|exact same|the exact same|the same|same thing|the same thing|same again|exactly the same"},
    {Word::Same, 0,
     "like that|of the same|like that one|same as|the same as|just like|exactly like|identical to|identical"
     "|same as mine|same as ours|like mine|like ours|like the one i have|like the one i ordered|like the ones i ordered|like the one i got"
     "|same as the one i ordered|same as the first|like the first one"
     "|same as the other|same as the other one|same as the other ones|just like the first|just like mine"},
    {Word::Confirm, 0,
     "yes|yep|yeah|yup|sure|ok|okay|confirm|confirmed|correct|perfect|great|alright|"
     "right|fine|go ahead|sounds good|looks good|that is correct|thats correct|"
     "thats right|all good|yes please|place it|place the order|lets do it|do it"},
    {Word::Deny, 0,
     "nope|nah|never|stop|no thanks|no thank you|not now|never mind|nevermind|forget it|"
     "not correct|thats wrong|wrong|hang on|doesnt matter|does not matter"
     "|not what i asked|not what i asked for|thats not what i asked for|thats not what i said"
     "|not what i said|thats not right|not right|incorrect|not that|thats not it"
     "|thats not what i wanted|not what i wanted|thats not what i ordered"},
    {Word::Cancel, 2,
     "start over|let me start over|let me start again|let me redo that|from scratch|wipe that|wipe it|"
     "scratch the whole order|scratch the whole thing|forget my order|forget the whole order|forget what i said|forget what i ordered|"
     "lets start over|start again|lets start again|starting over|forget all of that|forget everything|forget everything i said|scratch all that|scratch all of that|scratch everything"},
    {Word::Cancel, 1,
     "cancel everything|remove everything|delete everything|scrap everything|drop everything"},
    {Word::Cancel, 0,
     "cancel|cancelled|cancellation|canceling|cancelling|i want to cancel|cancel it|"
     "cancel that|call it off|i dont want anything|dont want it|dont want anything|"
     "dont make the order|dont make it|forget it dont make the order|please dont make it|dont bother|call it off|i changed my mind|changed my mind"
     "|cancel my order|cancel the order|scrap it|scrap that|scrap the order"
     "|scrap my order|call off|drop the order|i want to cancel my order|please cancel"
     "|no longer need|no longer needed|no longer want|dont need it anymore|dont want it anymore"
     "|we changed our minds|dont send the order"
     "|stop the order|stop my order|dont send anything|dont bring anything"},
    {Word::OrderNoun, 0,
     "my order|the order|an order|the whole order"},
    {Word::Status, 0,
     "i ordered|we ordered|i already ordered|status|where is my order|wheres my order|where is my|wheres my|where is the|"
     "wheres the|where is my food|how long|how much longer|how long will|how long until|"
     "when will it|when will|is it ready|is my order ready|when is it|has it left|"
     "on its way|still waiting|not arrived|didnt arrive|hasnt arrived|track|tracking|"
     "order status|status of my order|what about my order|did my order|"
     "is my order ready|ready yet|is it ready|is it ready yet|almost here|did it leave|has it left|how much longer|is it coming|arrived yet|any update|update on my order"
     "|when should i expect|when can i expect|whens my|when is my|when are you coming"
     "|when does it arrive|when will my|what happened to my|what happened with my|eta"
     "|did you get my order|did you receive my order|has my order left|did my order leave"
     "|what time will it be here|when will it be here|when will you be here|what time will you be here"
     "|whats the eta|any news|any news on|hows my order|how is my order|is it on the way"
     "|on the way|on its way yet|supposed to arrive|should have arrived|its been an hour"
     "|been waiting|ive been waiting|i have been waiting|weve been waiting"},
    {Word::Human, 0,
     "human|agent|representative|manager|operator|real person|talk to someone|"
     "talk to a person|speak to someone|speak to a person|speak with someone|"
     "talk to a human|speak to a human|call me|customer service|someone real|"
     "talk to a real person|speak to a manager|a person|"
     "supplier|were a supplier|we are a supplier|catering|job opening|are you hiring|my resume|my cv|partnership|collaboration|schedule a call|ignore all|ignore previous|ignore the|ignore your|system prompt|assistant|you are now|admin mode|developer mode"
     "|cater|catering for|caterer|wedding|our wedding|my wedding|getting married|bar mitzvah"
     "|bat mitzvah|quote for|price quote|talk to the kitchen|speak to the kitchen"
     "|talk to the chef|speak to someone there|get someone|someone call me|give me a call"
     "|call me back|"},
    {Word::Complaint, 0,
     "complaint|cold|terrible|awful|disgusting|refund|wrong order|missing item|"
     "something is missing|arrived cold|"
     "money back|my money back|refund|burnt|burned|was cold|came cold|arrived cold|wrong order|missing item|disgusting|disappointed|not what i ordered"},
    {Word::MenuWord, 0,
     "menu|price list|the menu|see the menu|send menu"},
    {Word::MenuWord, 1,
     "what do you have|whats on the menu|what do you sell|what can i order|what do you offer"},
    {Word::Greeting, 0,
     "hi|hello|hey|heya|hiya|shalom|good morning|good evening|good afternoon|good night|"
     "how are you|whats up|hi there|hello there|how is it going|hey there"
     "|hey hey|hi hi|hows it going|how are you doing|how are ya|sup|hope youre well"
     "|hope you are well|happy friday|happy holidays"
     "|boker tov|erev tov|tzohoraim tovim|tsohoraim tovim|shavua tov|shabat shalom"
     "|shabbat shalom|laila tov|ahlan|ma nishma"},
    {Word::Thanks, 0,
     "thanks|thank you for your patience|thanks for your patience|thank you for your help|thanks for your help|thank|thx|ty|cheers|thank you|thanks a lot|many thanks|thank you very much|"
     "thank you so much|thanks so much"
     "|thanks in advance|thank you in advance|tnx|thnx|thanx|tysm|many many thanks|thanks mate"
     "|thanks man|thanks bro|thank u|thanks so so much|much appreciated|appreciate it"
     "|appreciated|thank you kindly"
     "|thanks a million|thanks a bunch|thanks a ton|toda|todah|toda raba|todah raba|rav todot"},
    {Word::AskHours, 0,
     "open|hours|closing|opening|are you open|what time|opening hours|until when|"
     "what are your hours|when do you close|when do you open|what time do you close|"
     "what time do you open|are you closed|till when|open now"},
    {Word::AskPrice, 0,
     "price|prices|cost|how much|how much is|how much are|how much for|how much does|"
     "whats the price|what is the price|what does|how much is it|total price|"
     "how much would|price of|how much is a|how much will"},
    {Word::AskKosher, 0,
     "kosher|are you kosher|is it kosher"},
    {Word::AskAllergens, 1,
     "anaphylaxis|anaphylactic|epipen|severe allergy|deadly allergy|life threatening|severely allergic|deadly allergic|deathly allergic"
     "|will die|could die|can die|hospital|allergic reaction|throat closes|choke on"
     "|life or death"},
    {Word::AskAllergens, 0,
     "allergy|allergic|allergies|allergens|gluten|lactose|celiac|allergic to|"
     "gluten free|lactose free|contains nuts"
     "|nut allergy|peanut allergy|food allergy|"
     "|allergens in|contain nuts|contain peanuts|contain dairy|contain gluten"
     "|coeliac"},
    {Word::AskArea, 0,
     "do you deliver to|do you deliver|delivery area|can you deliver to|delivering to|do you ship to"},
    {Word::AskHave, 0,
     "do you have|do you guys have|have you got|do you sell|do you do|is there|are there|what is|whats|whats in|"
     "what is on|what kind|what kinds|does it|do you take|do you accept|can i pay|"
     "how do i pay|is the|are the|do you make|when are you|"
     "does the|do your|does your|are your|is your|how many slices|how many pieces in|how big is|how big are"},
    {Word::AskHave, 3,
     "can the"},
    {Word::AskHave, 4,
     "do the"},
    {Word::AskHave, 1,
     "come with|comes with|does it come with|what|any|anything|which"},
    {Word::AskOther, 0,
     "where are you|where are you located|your address|your phone|parking|why"},
    {Word::Usual, 0,
     "usual|the usual|my usual|same as last time|same as always|like last time|"
     "same as before|the same as last time|my regular|as usual|repeat my last order|"
     "last order again"},
    {Word::Finished, 0,
     "done|thats all|that is all|thats it|that is it|nothing else|thatll be all|"
     "that will be all|no thats all|im done|thats everything"},
    {Word::Delivery, 0,
     "delivery|delivered|for delivery|to my place|to my house|to my home|deliver it|"
     "deliver|deliver to|delivery to"},
    {Word::Pickup, 0,
     "pickup|takeaway|takeout|pick up|pick it up|to go|for pickup|ill pick it up|"
     "collect|collection|for takeaway|ill come get it|ill collect"
     "|picking up|picking it up|picking this up|pick this up|ill pick up|i will pick up"
     "|ill be picking up|coming to pick up|come pick up|come to pick up|ill come pick it up"
     "|collecting|ill be collecting|i will collect|pickup please|pick up please|takeaway please"
     "|coming by|stopping by|swing by|ill swing by|ill stop by|ill come by|will pick up"
     "|pickup order|pick up order|take it away|self pickup|ill grab it"},
    {Word::Cash, 0,
     "cash|in cash|pay cash|by cash|paying cash"
     "|cash on delivery|cash please|paying in cash|pay in cash|ill pay cash|ill pay in cash"
     "|i will pay cash|will pay cash|with cash|cash payment|paying with cash"},
    {Word::Card, 0,
     "credit|visa|mastercard|credit card|by card|with card|pay by card|by credit card|"
     "with a card"
     "|card on delivery|paying by card|pay with card|paying with card|ill pay by card"
     "|ill pay with card|by visa|with visa|card please|card payment|debit|debit card"
     "|paying by credit|credit please|cc"},
    {Word::ChangeFrom, 0,
     "change from|change for|change of|need change from|need change for|have change for|"
     "have change from"
     "|change from a|"},
    {Word::StreetAfter, 0,
     "street|st|road|rd|avenue|ave|blvd|boulevard"},
    {Word::Entrance, 0,
     "entrance|gate"},
    {Word::Floor, 0,
     "floor|fl"},
    {Word::GroundFloor, 0,
     "ground"},
    {Word::Apartment, 0,
     "apartment|apt|flat"},
    {Word::Code, 0,
     "code|door code|gate code|entry code|the code is|code is|entrance code|door code is|gate code is"
     "|entry code is|entrance code is|building code|building code is|intercom|intercom code"},
    {Word::Address, 0,
     "address|my address|the address|my address is|the address is|i live at|i live on|"
     "deliver to address|address is"},
    {Word::Note, 0,
     "ring|ring the bell|ring the doorbell|ring twice|dont ring|do not ring|dont ring the bell|buzz|buzz me|"
     "buzz us|knock|knock on the door|dont knock|leave it|leave it at|leave at|leave at the door|leave it at the door|"
     "leave by the door|call when you arrive|call me when you arrive|call me when you get here|call when outside|text me when|text when|when you arrive|when you get here|"
     "doorbell|intercom|bell|the bell|no cutlery|no cutlery needed|no need for cutlery|dont need cutlery"
     "|without cutlery|no napkins|no straws|no straw|no bag needed|call when|call me when|call us when"
     "|text us when|the buzzer|buzzer|the courier|the driver|the delivery guy"},
    {Word::Table, 0,
     "table|to table|at table|table number|to table number|our table|for table"},
    {Word::Name, 0,
     "name|my name|my name is|name is|under the name|the name is|in the name of|its for"
     "|names|mrs|mr|under name|name for the order|name on the order|put it under|my names"},
    {Word::Currency, 0,
     "shekel|shekels|nis|ils|dollars|bucks|bill|note|shekel bill|shekel note"},
    {Word::Unit, 0,
     "liter|litre|liters|litres|ml|mls|milliliter|milliliters|ounce|ounces|oz|fl oz|fl ounce|fl ounces|fluid ounce|fluid ounces|pound|pounds|lb|lbs|gallon|gallons|cl|gram|grams|kg|people|persons|slices|"
     "inch|cm"},
    {Word::Unit, 3,
     "half liter|half a liter|half litre|half a litre"
     "|something small|some drinks|some snacks"},
    {Word::Unit, 4,
     "something to drink|something to eat|something sweet|something cold to drink"},
    {Word::TimeCue, 0,
     "at|around|at around|by|before|after|until|till|about|no later than|from about"},
    {Word::TimeCue, 1,
     "between|anytime between|sometime between|somewhere between"},
    {Word::TimeUnit, 0,
     "min|mins|minute|minutes|hour|hours|hr|hrs"},
    {Word::Meridiem, 0,
     "pm|am|oclock|o clock|p m|a m"},
    {Word::TimeWord, 0,
     "noon|midday|before noon|at noon|by noon|tomorrow|tonight|later|next monday|next tuesday|next wednesday|next thursday|next friday|next week|on monday|on tuesday|on wednesday|on thursday|on friday|on saturday|on sunday|tomorrow morning|tomorrow afternoon|this afternoon|this morning|quarter of an hour|a quarter of an hour|an hour|asap|as soon as possible|in an hour|in half an hour|in two hours|this evening|"
     "tomorrow evening|tomorrow night|later today|half an hour"},
    {Word::Filler, 11,
     "sauce|sauces|dressing"},
    {Word::Filler, 10,
     "on the side|on side|on a side"},
    {Word::Filler, 3,
     "of|of them|of those|of these"},
    {Word::Filler, 6,
     "just|only|nothing but|is enough|is plenty|will be enough|should be enough"},
    {Word::Filler, 5,
     "my|our"},
    {Word::Filler, 9,
     "in|on|in a|on a|inside a|wrapped in|wrapped in a|served in|served on"},
    {Word::Filler, 4,
     "on|to|from|in|for|into"},
    {Word::Filler, 8,
     "all the|all those|all these"},
    {Word::Filler, 1,
     "the|that|this|those|these|of those|of these|on those|on these|in that|in those|on that"},
    {Word::Filler, 2,
     "a|an"},
    {Word::Unit, 1,
     "topping|toppings|slice|slices|person|people|way"},
    {Word::AskHave, 2,
     "a few|few|several"},
    {Word::Unit, 2,
     "shot of|shots of|pump of|pumps of|scoop of|scoops of|slice of|slices of|piece of|pieces of"
     "|pump|pumps|scoop|scoops|spoon|spoons|teaspoon|teaspoons|tsp|spoon of"
     "|spoons of|teaspoon of|teaspoons of|packet of|packets of"},
    {Word::Filler, 0,
     "i|me|my|we|us|of|please|plz|pls|after all|im|id|ill|is|it|its|be|for|on|in|to|"
     "and's|also|just|so|then|there|here|some|well|today|now|much|maybe|guys|"
     "mate|man|lets|let|our|your|should|could|as|too|only|has|style|size|sized|piece|pcs|pc|"
     "pieces|portion|portions|when|if|possible|by the way|if possible|if you can|"
     "thank god|that is|it should be|on it|on top|on top of it|as well|for me|for us|"
     "kind of|do|you|have|are|where|from|they|them|he|she|does|got|"
     "hi there please|any chance|were|was|not sure|hungry|home|food|people|how|who|"
     "them please|both sides|but also|real quick|asap|with that|as well please|went|had|"
     "please and thank you|all right|"
     "try|go for|go with|going to|gonna|lets do|think|guess|suppose|oh|um|uh|er|hmm|ok|okay|order of|orders of|orders|order for|side of|sides of|sides|a side of|serving of|servings of|put in an order for|put in|place an order|place an order for|place|make an order|all i want is|all i want|all i need is|all i need|the only topping|only topping|that order|this order|with this order|with that order|with my order|with it|on the side|inside|in that one|in this one|in it|on that one|to it|on there|there please|though|too please|fresh|freshly|nice|good|great|awesome|would be great|that would be great|would be nice|would be good|will do|willing|able|looking|looking for|interested|interested in|hope|wish|craving|feel like|in the mood for|mood|start|start with|start off with|first|next|then also|lastly|finally|another thing|everyone|family|kids|my wife|my husband|my kid|dinner|lunch|breakfast|tonight please|whole thing|sort of|type|type of|kind|version|cup of|cups of|cup|cups|glass of|glasses of|bowl of|plate of|each please|right|actually yeah|yeah so|so yeah|well ok|hey there|for my drink|for a drink|to drink|to eat|for my side|for a side|for the side|as a side|and then|sized please|those please|if i could|i could|i can|if i can|up|out|off|over|by|from you|yall|folks|sir|maam|miss|dear|kindly|really|honestly|simply|plain and simple|go|going|come|comes|both with|let|do it|ready|quick|quickly|fast|"
     "yo|of em|of them|em|uhhh|uhh|prefer|i prefer|prefer to have|which is|in size|in all|altogether|in total|bag of|a bag of|bag|bags|bags of|basket of|baskets of|night shift|her the|him the|me the|her a|him a|them a|how about|what about|nothing to drink|no sides|and no sides|no drinks|and no drinks|no drink|and no drink|and nothing to drink|dont need any drinks|dont need drinks|no need for drinks|dont need a drink|getting|getting me|together|put together|put together an order of|days|these days|weird|weird i know|i know|treat myself|treat ourselves|treating myself|celebrating|babysitter|for veggies|for toppings|for the toppings|topping i|as toppings|on mine|for mine|is fine|is ok|inside it|by itself|only please|i guess|i guess thats|"
     "wanted|wanting|made|make|see|lets see|appreciate|favor|do me a favor|rush|know|use|using|"
     "tell|buy|since|mine|trying|important|beautiful|day|definitely|begin|set|top|topping|"
     "needs|needed|serve|served|serving|offer|work|works|grab|doing|mind|taste|tasty|delicious|"
     "yummy|different|super|while|isnt|itll|gimme|goin|has to|must|might|gotta|"
     "got to|still|always|never|ever|again|before|after|soon|early|late|morning|afternoon|"
     "evening|night|week|weekend|monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
     "birthday|party|friends|friend|guests|mom|dad|mum|wife|husband|kid|son|daughter|brother|"
     "sister|boss|girlfriend|boyfriend|roommate|team|office|happy|sad|great day|nice day|"
     "ta|tks|tx|birthday boy|birthday girl|little one|the little one|kiddo|kiddos|otherwise|jk|soccer team|"
     "football team|the team|everyone here|obviously|ahi|achi|walla|raev|reeva|reevim|lol|lmao|omg|ngl|tbh|btw|dont judge|dont judge me|lads|no rush"
     "|long shift|"
     "weather|rain|cold day|thing|things|something|anything|everything else|else|stuff|lot|"
     "bunch|because|cause|cuz|though|although|however|but please|into|onto|under|between|"
     "during|without fail|own|such|these ones|ones|those ones|my order|our order|"
     "an order|the order|new order|big|huge|hello there|greetings|whats good|long day|"
     "long time|ago|about|almost|nearly|exactly|really really|quite|pretty|enough|too many|"
     "too much|already|finally please|alright|fine|cool|perfect please|wonderful|lovely|"
     "amazing|favourite|favorite|best|better|worse|special|regular order|usual stuff|add it|"
     "put it|throw|throw in|toss in|drop|drop in|hand|pass|bringing|sending|wait for|waiting|"
     "hold it|call it|called|named|whats that|which one|who knows|believe|feel|feels|felt|"
     "heard|hear|read|saw|look|looks|found|find|forgot|forget it not|remember|changed|"
     "change my order|different one|another thing|one thing|last thing|first thing|"
     "for the first|for the second|to start|to begin|to finish|to share|to split|both|each of|"
     "every|apiece|total|sum|money|pay|paying|paid|worth|cheap|expensive|free|extra please|"
     "thanks so much|thanks again|thx|ty|cheers|kind|kindly please|would you|would you please|"
     "could you|could you please|can you|can you please|will you|will you please|id rather|"
     "rather|instead please|please dont forget|dont forget|make sure|be sure|sure|surely|"
     "of course|obviously|honest|basically|literally|simply|totally|absolutely|certainly|"
     "thatll|thatd|thats|its a|its an|there is|theres|here is|heres|heres my|here goes|this is|"
     "i am|im a|were|we are|they are|he is|she is|he wants|she wants|they want|he needs|"
     "she needs|he likes|she likes|wants|likes|loves|needs a|he would like|she would like|"
     "hed like|shed like|he gets|she gets|for him|for her|for them|for my|for our|for his|"
     "for everyone|for all|please and|and please|please also|"
     "also please|"
     "hot|cold|warm|phone|my phone|phone number|my number|my phone is|sub|subs|rest"
     "|wed|weve|ive|youll|theyll|theyre|hes|shes|u|ur|ya|lol|haha|hahaha|omg|btw|fyi|plzz"
     "|coming|heading|payment|ill pay|i will pay|we will pay|well pay|great evening|bye|cya"
     "|see you|see ya|flowers please|"
     "|asap please|on me|"
     "|shape|shaped|say|says|saying|reading|write|wrote|told|said|asked|starving|super hungry"
     "|hey guys|hi guys|howdy|good day|cheers mate|legend|legends|champ|buddy|pal|love you|luv"
     "|xx|xoxo|sis|bro|dude|for my sister|for my brother|for my mom|for my dad|for my wife"
     "|for my husband|for my friend|for my friends|for my son|for my daughter|for my kid"
     "|for my kids|for the kids|for the kid|for my boss|for the office|for the team"
     "|for my girlfriend|for my boyfriend|for my roommate|for the whole family|for the family"
     "|for two people|for dessert|for starters|for later|for tonight|for lunch|for dinner"
     "|for breakfast|as always|like usual|as per usual|cut in half|sliced|in slices|not cut"
     "|uncut"
     "|bottle|box|jar|pack|tray|"
     "|paybox|"
     "|with bit|by bit|via bit|pay bit|pay with bit|ill pay with bit|paying with bit|using bit"
     "|bit transfer"
     "|next door"
     "|color|colour|colors|colours|in color|tub of|tubs of"
     "|pairs|pairs of"
     "|for drink|for drinks|for the drink|for the drinks|as a drink|as my drink|as the drink"
     "|drink wise|are sharing|will share|for sharing|to go with it"
     "|to go with that|to go along with it|anniversary|celebration"
     "|hotel|the hotel|hostel|airbnb|motel|resort|reception|front desk|reception desk|lobby"
     "|accounting|finance|marketing|engineering|department|company|startup|warehouse|garage"
     "|campus|university|college|school|kindergarten|library|gym|studio|tech park|guy|girl|lady"
     "|colleague|colleagues|coworker|coworkers|neighbor|neighbors|neighbour|neighbours|student"
     "|students|soldier|soldiers|tourist|tourists|visiting|staying|date night|game night"
     "|movie night|movie|game|watching|exam|exams|semester|finals|driving me nuts"
     "|driving me crazy|the dog|the cat|my dog|my cat|a dog|a cat|beach|junk food|kiddo|kiddos"
     "|grandma|grandpa|granny|mother|father|cousin|cousins|uncle|aunt|nephew|niece|in laws"
     "|housemate|housemates|flatmate|flatmates|roommates|nurse|nurses|teacher|teachers|client"
     "|clients|visitors|crew|squad|gang|boys|girls|ladies|gents"
     "|bevakasha|bvakasha|in the shape of"},
    {Word::OrderVerb, 0,
     "build|build me|i shall have|i shall|we shall have|shall we have|shall|can u|could u|can ya|would u|can u please|can you pls|ten li|ten lanu|tni li|tni lanu|tnu li|tnu lanu|want|order|get|give|send|bring|need|take|like|love|wanna|ordering|i want|"
     "i would like|id like|i'd like|can i|can we|could we|may i|may we|can i get|can i have|could i get|could i have|"
     "can we get|can we have|may i have|i'll have|ill have|ill do|ill do the|i will do|well do|well do the|i will have|i'll take|"
     "ill take|let me get|let me have|we would like|wed like|please send|send me|"
     "give me|get me|i need|we want|would like|to order|i want to order|can i order|"
     "can you send|could you send|please bring|can|would|will|may|"
     "we'll do|can you get me|could you get me|can i please get|can i please have|may i please have|could i please get|could i please have|can i also get|can i also have|i also want|i also need|ill also have|ill also take|i would also like|id also like|can you give me|could you give me|please give me|order me|get me a|hook me up with|set me up with|hit me with|lemme get|lemme have|lemme|i wanna order|i would love|id love|i am looking for|im looking for|i will take|i will go for|ill go for|id go for|ill go with|ill try|id try|i will try|i would like to try|id like to try|may i get|might i have|might i get|should i get|shall i have|i must have|put me down for|sign me up for|can we order|could we order|could we get|could we have|well have|well take|we need|we will have|can you make me|make me"},
    {Word::GivenName, 0,
     "dana|dan|daniel|david|michael|mike|john|james|robert|jennifer|jessica|sarah|rachel"
     "|rebecca|karen|linda|susan|maria|anna|emma|olivia|liam|ethan|jacob|joshua|josh|matthew"
     "|matt|andrew|andy|tom|thomas|chris|christopher|kevin|brian|steve|steven|paul|george"
     "|laura|lisa|kate|katie|emily|hannah|maya|noa|yael|moshe|yossi|avi|shira|itay|omer|ruth"
     "|alex|ahmed|mohammed|victoria|alexandra"},
});
// clang-format on

}  // namespace

std::span<WordList const> english_words() {
    return words;
}

}  // namespace croozer::understanding
